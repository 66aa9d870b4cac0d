/* Unpacks the parts of a workbook's file with libzip, wary of what archives are made to do harm with. */
#include "exchange/sheet/package.h"

#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "mpt/text.h"

/* Sheets of a million like rows are packed to a fiftieth at most; an archive made to fill a disk to a thousandth. */
enum { HIGHEST_RATIO = 250, RATIO_MATTERS_FROM = 64 << 20 };

struct package {
    zip_t *zip;
    struct mpt_arena *arena;
    uint64_t largest, unpacked;
};

/* A part being read. */
struct entry {
    struct package *package;
    zip_file_t *file;
    const char *name;
    uint64_t packed, unpacked;
};

static enum mpt_status refuse_other_formats(int file, struct mpt_error *error)
{
    static const unsigned char ole[] = {0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1};
    unsigned char start[sizeof ole];
    return pread(file, start, sizeof start, 0) == (ssize_t)sizeof start && memcmp(start, ole, sizeof ole) == 0
               ? mpt_fail(error, MPT_BAD_INPUT,
                          "this is an old workbook (.xls) or one with a password; save it as .xlsx without a password")
               : MPT_OK;
}

enum mpt_status package_open(int file, uint64_t largest, struct mpt_arena *arena, struct package **package,
                             struct mpt_error *error)
{
    enum mpt_status status = refuse_other_formats(file, error);
    int code = 0;
    zip_t *zip = status ? NULL : zip_fdopen(file, 0, &code);
    if (!zip) {
        zip_error_t reason;
        zip_error_init_with_code(&reason, code);
        status = status ? status
                        : mpt_fail(error, MPT_BAD_INPUT, "this is no whole XLSX file (%s); was it cut off?",
                                   zip_error_strerror(&reason));
        zip_error_fini(&reason);
        return status;
    }
    *package = mpt_arena_alloc(arena, sizeof **package);
    **package = (struct package){.zip = zip, .arena = arena, .largest = largest};
    return MPT_OK;
}

static long read_entry(void *context, char *buffer, size_t size, struct mpt_error *error)
{
    struct entry *entry = context;
    zip_int64_t len = zip_fread(entry->file, buffer, size);
    if (len < 0) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s is damaged: %s", entry->name, zip_file_strerror(entry->file)), -1;
    }
    entry->unpacked += (uint64_t)len;
    entry->package->unpacked += (uint64_t)len;
    if (entry->package->unpacked > entry->package->largest) {
        return mpt_fail(error, MPT_BAD_INPUT, "it unpacks to more than the %llu MB that are allowed",
                        (unsigned long long)(entry->package->largest >> 20)),
               -1;
    }
    if (entry->unpacked > RATIO_MATTERS_FROM && entry->unpacked / HIGHEST_RATIO > entry->packed) {
        return mpt_fail(error, MPT_BAD_INPUT,
                        "%s unpacks to more than %d times its size, which no workbook does that was made to be read",
                        entry->name, HIGHEST_RATIO),
               -1;
    }
    return (long)len;
}

static enum mpt_status check_entry(const zip_stat_t *stat, struct mpt_error *error)
{
    if ((stat->valid & ZIP_STAT_ENCRYPTION_METHOD) && stat->encryption_method != ZIP_EM_NONE) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s is encrypted; save the workbook without a password", stat->name);
    }
    if (!(stat->valid & ZIP_STAT_COMP_METHOD) || !(stat->valid & ZIP_STAT_COMP_SIZE) ||
        (stat->comp_method != ZIP_CM_STORE && stat->comp_method != ZIP_CM_DEFLATE)) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s is packed in a way that workbooks are not", stat->name);
    }
    return MPT_OK;
}

enum mpt_status package_read(struct package *package, const char *name, struct xml *xml, bool *there,
                             struct mpt_error *error)
{
    zip_stat_t stat;
    zip_int64_t index = zip_name_locate(package->zip, name, ZIP_FL_NOCASE);
    if (there) {
        *there = index >= 0;
    }
    if (index < 0 || zip_stat_index(package->zip, (zip_uint64_t)index, 0, &stat) != 0) {
        return there ? MPT_OK : mpt_fail(error, MPT_BAD_INPUT, "this is no XLSX file: it has no part %s", name);
    }
    enum mpt_status status = check_entry(&stat, error);
    if (status) {
        return status;
    }
    struct entry entry = {package, zip_fopen_index(package->zip, (zip_uint64_t)index, 0), stat.name, stat.comp_size, 0};
    if (!entry.file) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s cannot be unpacked: %s", name, zip_strerror(package->zip));
    }
    struct part part = {stat.name, &entry, read_entry};
    status = xml_read(xml, &part, error);
    zip_fclose(entry.file);
    return status;
}

bool package_has(const struct package *package, const char *name)
{
    return zip_name_locate(package->zip, name, ZIP_FL_NOCASE) >= 0;
}

const char *package_resolve(const char *from, const char *target, struct mpt_arena *arena)
{
    const char *slash = strrchr(from, '/');
    if (*target == '/') {
        return target + 1;
    }
    size_t folder = slash ? (size_t)(slash + 1 - from) : 0;
    while (strncmp(target, "./", 2) == 0 || strncmp(target, "../", 3) == 0) {
        bool up = target[1] == '.';
        target += up ? 3 : 2;
        if (up && folder) {
            folder--;
            while (folder && from[folder - 1] != '/') {
                folder--;
            }
        }
    }
    return mpt_arena_print(arena, "%.*s%s", (int)folder, from, target);
}

void package_close(struct package *package)
{
    if (package) {
        zip_discard(package->zip);
    }
}
