/* JSON values in the making. */
#include "data.h"

#include <string.h>

const char *block_type_name(enum mpt_block_type type)
{
    static const char *const names[] = {"paragraph", "item", "table", "bar"};
    return names[type];
}

struct mpt_data *data_make(struct mpt_arena *arena, enum data_type type)
{
    struct mpt_data *data = mpt_arena_alloc(arena, sizeof *data);
    data->type = type;
    data->arena = arena;
    return data;
}

struct mpt_data *mpt_data_object(struct mpt_arena *arena)
{
    return data_make(arena, DATA_OBJECT);
}

struct mpt_data *mpt_data_array(struct mpt_arena *arena)
{
    return data_make(arena, DATA_ARRAY);
}

static void append(struct mpt_data *data, const char *name, struct mpt_data *value)
{
    data->members = mpt_arena_grow(data->arena, data->members, data->count, &data->capacity, sizeof *data->members);
    data->members[data->count++] = (struct data_member){name, value};
}

void mpt_data_set(struct mpt_data *object, const char *name, struct mpt_data *value)
{
    for (size_t i = 0; i < object->count; i++) {
        if (strcmp(object->members[i].name, name) == 0) {
            object->members[i].value = value;
            return;
        }
    }
    append(object, name, value);
}

void mpt_data_text(struct mpt_data *object, const char *name, const char *text)
{
    struct mpt_data *value = data_make(object->arena, DATA_TEXT);
    value->text = text;
    mpt_data_set(object, name, value);
}

void mpt_data_number(struct mpt_data *object, const char *name, double number)
{
    struct mpt_data *value = data_make(object->arena, DATA_NUMBER);
    value->number = number;
    mpt_data_set(object, name, value);
}

void mpt_data_flag(struct mpt_data *object, const char *name, bool flag)
{
    struct mpt_data *value = data_make(object->arena, DATA_FLAG);
    value->flag = flag;
    mpt_data_set(object, name, value);
}

void mpt_data_push(struct mpt_data *array, struct mpt_data *value)
{
    append(array, NULL, value);
}

void mpt_data_push_text(struct mpt_data *array, const char *text)
{
    struct mpt_data *value = data_make(array->arena, DATA_TEXT);
    value->text = text;
    append(array, NULL, value);
}
