#include "cli.h"
static enum mpt_status r(struct cli*c){(void)c;return MPT_OK;}
const struct cli_command cli_gaps={.name="gaps",.arguments="",.summary="",.run=r},cli_rules={.name="rules",.arguments="",.summary="",.run=r},cli_explain={.name="explain",.arguments="",.summary="",.run=r},cli_report={.name="report",.arguments="",.summary="",.run=r};
