/* About how alike two items are, from a few bytes of each. */
#include <math.h>

#include "matching_internal.h"

void sketch_add(struct sketch *sketch, uint32_t feature)
{
    uint32_t bit = (uint32_t)((uint64_t)(feature * 0x9e3779b1U) * SKETCH_BITS >> 32);
    sketch->bits[bit / 32] |= UINT32_C(1) << bit % 32;
    sketch->features = (uint8_t)(sketch->features + (sketch->features < UINT8_MAX));
}

void sketch_close(struct sketch *sketch, double mid, double tail)
{
    sketch->mid = (uint8_t)fmin(ceil(mid * 255), 255);
    sketch->tail = (uint8_t)fmin(ceil(tail * 255), 255);
}

static unsigned count_shared(const struct sketch *a, const struct sketch *b)
{
    unsigned shared = 0;
    for (size_t i = 0; i < SKETCH_WORDS; i++) {
        uint32_t bits = a->bits[i] & b->bits[i];
        bits -= bits >> 1 & 0x55555555U;
        bits = (bits & 0x33333333U) + (bits >> 2 & 0x33333333U);
        shared += ((bits + (bits >> 4)) & 0x0f0f0f0fU) * 0x01010101U >> 24;
    }
    return shared;
}

float sketch_product(const struct sketch *a, const struct sketch *b)
{
    const float of_mid = 1.2F, of_tail = 0.7F;
    unsigned fewer = a->features < b->features ? a->features : b->features;
    float share = fewer ? of_mid * (float)count_shared(a, b) / (float)fewer : 0;
    int mid = a->mid * b->mid, tail = a->tail * b->tail;
    return ((share < 1 ? share : 1) * (float)mid + of_tail * (float)tail) / (255 * 255);
}
