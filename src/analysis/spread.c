/* How evenly amounts are spread over kinds. */
#include "mpt/progress.h"

#include <math.h>

struct mpt_spread mpt_spread_compute(const double *amounts, size_t count)
{
    double sum = 0;
    size_t kinds = 0;
    for (size_t i = 0; i < count; i++) {
        if (amounts[i] > 0) {
            sum += amounts[i];
            kinds++;
        }
    }
    if (!kinds) {
        return (struct mpt_spread){NAN, NAN, NAN, NAN};
    }
    struct mpt_spread spread = {0};
    for (size_t i = 0; i < count; i++) {
        /* A kind without an amount adds nothing: s ln s goes to 0 with s, though the logarithm does not exist. */
        if (amounts[i] > 0) {
            double share = amounts[i] / sum;
            spread.hhi += share * share;
            spread.entropy -= share * log(share);
        }
    }
    spread.effective_number = exp(spread.entropy);
    spread.evenness = kinds > 1 ? spread.entropy / log((double)kinds) : NAN;
    return spread;
}
