/* The commands, in the order `mpt help` lists them. A new command is its struct in a file here and a line below. */
#include "cli.h"

const struct cli_command *const cli_commands[] = {
    &cli_init,    &cli_add,     &cli_edit,       &cli_remove, &cli_list,    &cli_show,    &cli_tag,      &cli_untag,
    &cli_link,    &cli_measure, &cli_decide,     &cli_accept, &cli_action,  &cli_learn,   &cli_rate,     &cli_gaps,
    &cli_rules,   &cli_explain, &cli_duplicates, &cli_merge,  &cli_review,  &cli_report,  &cli_calendar, &cli_mail,
    &cli_source,  &cli_fetch,   &cli_import,     &cli_maps,   &cli_export,  &cli_history, &cli_undo,     &cli_backup,
    &cli_restore, &cli_doctor,  &cli_rates,      &cli_help,   &cli_version, NULL,
};
