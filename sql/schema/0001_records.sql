-- The records of a portfolio: one table a kind, one table a field of many references, and the history.
--
-- Every kind's table has the columns of its field table in src/model/ in the same order; a test holds the two against
-- each other. `id` is the number of the change record that added the row, so it is unique over all kinds. Dates are
-- texts as exact as they are known (2030, 2030-06, 2030-06-30). Money is minor units and an ISO 4217 code. Fields of
-- many texts hold one value a line. Flags are 0 and 1.

PRAGMA application_id = 1836086381;

-- One command is one entry of the history, however many records it touched.
CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    command TEXT NOT NULL
) STRICT;

-- What an entry changed. added: field and before are empty; changed: the field's value before, in its text form;
-- removed: before is the whole record as JSON.
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id),
    action TEXT NOT NULL CHECK (action IN ('added', 'changed', 'removed')),
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    field TEXT,
    before TEXT
) STRICT;

-- Settings of this portfolio, such as that it is a demonstration.
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The side of each policy instrument: supply pushes solutions, demand pulls them, enabling helps both.
CREATE TABLE instrument (
    code TEXT PRIMARY KEY,
    side TEXT NOT NULL CHECK (side IN ('supply', 'demand', 'enabling'))
) STRICT, WITHOUT ROWID;

INSERT INTO instrument (code, side) VALUES
    ('institutional-funding', 'supply'),
    ('project-grant', 'supply'),
    ('business-grant', 'supply'),
    ('centre-of-excellence', 'supply'),
    ('procurement', 'demand'),
    ('fellowship', 'supply'),
    ('loan', 'supply'),
    ('equity', 'supply'),
    ('voucher', 'supply'),
    ('tax-relief-firms', 'supply'),
    ('tax-relief-people', 'supply'),
    ('advisory', 'enabling'),
    ('labour-mobility', 'enabling'),
    ('intellectual-property', 'enabling'),
    ('prize', 'supply'),
    ('networking', 'enabling'),
    ('infrastructure', 'supply'),
    ('information-services', 'enabling'),
    ('strategy', 'enabling'),
    ('consultation', 'enabling'),
    ('coordination-body', 'enabling'),
    ('standards', 'demand'),
    ('awareness', 'demand'),
    ('risk-sharing', 'supply'),
    ('governance-reform', 'enabling'),
    ('policy-intelligence', 'enabling'),
    ('regulation', 'demand'),
    ('oversight', 'demand'),
    ('price-or-tax', 'demand'),
    ('consumer-behaviour', 'demand'),
    ('skills', 'enabling');

CREATE TABLE challenge (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    summary TEXT,
    transnational INTEGER NOT NULL DEFAULT 0 CHECK (transnational IN (0, 1)),
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

CREATE TABLE stakeholder (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    alias TEXT,
    summary TEXT,
    form TEXT CHECK (form IN ('organisation', 'unit', 'person', 'group')),
    actor_group TEXT
        CHECK (actor_group IN ('government-sti', 'ministry-sector', 'regulator', 'local-government', 'research',
            'industry', 'finance', 'civil-society', 'citizen-user', 'international')),
    level TEXT CHECK (level IN ('international', 'national', 'regional', 'municipal')),
    country TEXT,
    place TEXT,
    part_of TEXT REFERENCES stakeholder (code) ON UPDATE CASCADE,
    outside_id TEXT,
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

CREATE TABLE portfolio (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    summary TEXT,
    organisation TEXT REFERENCES stakeholder (code) ON UPDATE CASCADE,
    board TEXT,
    compared INTEGER NOT NULL DEFAULT 0 CHECK (compared IN (0, 1)),
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

CREATE TABLE vocabulary (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    summary TEXT,
    adds_up TEXT CHECK (adds_up IN ('split-100', 'multi', 'marker', 'single')),
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

CREATE TABLE tag (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT,
    alias TEXT,
    summary TEXT,
    vocabulary TEXT NOT NULL REFERENCES vocabulary (code) ON UPDATE CASCADE,
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

CREATE TABLE mission (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    alias TEXT,
    statement TEXT,
    stated_on TEXT,
    summary TEXT,
    portfolio TEXT REFERENCES portfolio (code) ON UPDATE CASCADE,
    status TEXT CHECK (status IN ('candidate', 'launched', 'scaling', 'paused', 'closed')),
    problem_type TEXT CHECK (problem_type IN ('complicated', 'complex')),
    scale TEXT CHECK (scale IN ('global', 'national', 'regional', 'place-based')),
    place TEXT,
    country TEXT,
    level TEXT,
    origin TEXT CHECK (origin IN ('national', 'external')),
    organisation TEXT REFERENCES stakeholder (code) ON UPDATE CASCADE,
    owner TEXT,
    owner_until TEXT,
    deputy TEXT,
    governing_body TEXT,
    governing_body_met_on TEXT,
    governing_body_meets_on TEXT,
    launched TEXT,
    ends TEXT,
    planned INTEGER,
    planned_currency TEXT,
    own_share REAL CHECK (own_share BETWEEN 0 AND 100),
    outside_ratio REAL CHECK (outside_ratio BETWEEN 0 AND 1000000),
    framing_reviewed_on TEXT,
    roadmap_reviewed_on TEXT,
    needs_behaviour_change INTEGER NOT NULL DEFAULT 0 CHECK (needs_behaviour_change IN (0, 1)),
    grants_decline INTEGER NOT NULL DEFAULT 0 CHECK (grants_decline IN (0, 1)),
    counterpart_ruled_out TEXT,
    intervene_when TEXT,
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1)),
    CHECK ((planned IS NULL) = (planned_currency IS NULL))
) STRICT;

CREATE TABLE programme (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    alias TEXT,
    summary TEXT,
    form TEXT CHECK (form IN ('programme', 'scheme', 'prize', 'network', 'lab', 'method', 'system', 'publication')),
    portfolio TEXT REFERENCES portfolio (code) ON UPDATE CASCADE,
    part_of TEXT REFERENCES programme (code) ON UPDATE CASCADE,
    country TEXT,
    starts TEXT,
    ends TEXT,
    budget INTEGER,
    budget_currency TEXT,
    ceiling INTEGER,
    ceiling_currency TEXT,
    time_box INTEGER CHECK (time_box BETWEEN 0 AND 100000),
    outside_id TEXT,
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1)),
    CHECK ((budget IS NULL) = (budget_currency IS NULL)),
    CHECK ((ceiling IS NULL) = (ceiling_currency IS NULL))
) STRICT;

CREATE TABLE call (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    summary TEXT,
    programme TEXT REFERENCES programme (code) ON UPDATE CASCADE,
    opens TEXT,
    closes TEXT,
    budget INTEGER,
    budget_currency TEXT,
    ceiling INTEGER,
    ceiling_currency TEXT,
    eligible TEXT,
    next_common_date TEXT,
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1)),
    CHECK ((budget IS NULL) = (budget_currency IS NULL)),
    CHECK ((ceiling IS NULL) = (ceiling_currency IS NULL))
) STRICT;

CREATE TABLE roadmap (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    summary TEXT,
    mission TEXT REFERENCES mission (code) ON UPDATE CASCADE,
    status TEXT CHECK (status IN ('received', 'selected', 'combined', 'set-aside')),
    combined_into TEXT REFERENCES roadmap (code) ON UPDATE CASCADE,
    received_on TEXT,
    reviewed_on TEXT,
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

CREATE TABLE step (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    summary TEXT,
    mission TEXT REFERENCES mission (code) ON UPDATE CASCADE,
    roadmap TEXT REFERENCES roadmap (code) ON UPDATE CASCADE,
    programme TEXT REFERENCES programme (code) ON UPDATE CASCADE,
    solution TEXT REFERENCES tag (code) ON UPDATE CASCADE,
    status TEXT CHECK (status IN ('planned', 'active', 'done', 'dropped')),
    starts TEXT,
    due TEXT,
    first_due TEXT,
    moved INTEGER CHECK (moved BETWEEN 0 AND 1000),
    done_on TEXT,
    needed_from TEXT,
    left_to TEXT,
    owner TEXT,
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

CREATE TABLE project (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    alias TEXT,
    summary TEXT,
    programme TEXT REFERENCES programme (code) ON UPDATE CASCADE,
    call TEXT REFERENCES call (code) ON UPDATE CASCADE,
    status TEXT
        CHECK (status IN ('idea', 'applied', 'approved', 'running', 'paused', 'finished', 'stopped',
            'rejected')),
    stage TEXT CHECK (stage IN ('research', 'development', 'demonstration', 'deployment', 'diffusion')),
    instrument TEXT REFERENCES instrument (code),
    activity_type TEXT CHECK (activity_type IN ('technology', 'behaviour', 'institutional', 'finance')),
    alignment TEXT CHECK (alignment IN ('mission-aligned', 'other', 'spin-out')),
    trl INTEGER CHECK (trl BETWEEN 1 AND 9),
    trl_at_start INTEGER CHECK (trl_at_start BETWEEN 1 AND 9),
    starts TEXT,
    ends TEXT,
    first_ends TEXT,
    place TEXT,
    country TEXT,
    cross_border INTEGER NOT NULL DEFAULT 0 CHECK (cross_border IN (0, 1)),
    pilot INTEGER NOT NULL DEFAULT 0 CHECK (pilot IN (0, 1)),
    pays_across_borders INTEGER NOT NULL DEFAULT 0 CHECK (pays_across_borders IN (0, 1)),
    shares_data INTEGER NOT NULL DEFAULT 0 CHECK (shares_data IN (0, 1)),
    stop_criterion TEXT,
    stop_criterion_met_on TEXT,
    go_no_go_on TEXT,
    time_box INTEGER CHECK (time_box BETWEEN 0 AND 100000),
    scale_plan TEXT,
    scale_owner TEXT,
    scale_adopter TEXT,
    scale_cost INTEGER,
    scale_cost_currency TEXT,
    sustainability_team TEXT,
    engagement_owner TEXT,
    users_known INTEGER NOT NULL DEFAULT 0 CHECK (users_known IN (0, 1)),
    adopted_from TEXT,
    reported_on TEXT,
    risk TEXT CHECK (risk IN ('low', 'medium', 'high')),
    outcome TEXT CHECK (outcome IN ('positive', 'promising', 'mixed', 'negative', 'inconclusive')),
    ended_on TEXT,
    ended_because TEXT,
    outside_id TEXT,
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1)),
    CHECK ((scale_cost IS NULL) = (scale_cost_currency IS NULL))
) STRICT;

CREATE TABLE participation (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    stakeholder TEXT NOT NULL REFERENCES stakeholder (code) ON UPDATE CASCADE,
    mission TEXT REFERENCES mission (code) ON UPDATE CASCADE,
    project TEXT REFERENCES project (code) ON UPDATE CASCADE,
    programme TEXT REFERENCES programme (code) ON UPDATE CASCADE,
    role TEXT CHECK (role IN ('decide', 'co-fund', 'deliver', 'advise', 'informed', 'orchestrate')),
    responsibility TEXT,
    gives TEXT,
    gives_amount INTEGER,
    gives_amount_currency TEXT,
    gets TEXT,
    role_paid INTEGER NOT NULL DEFAULT 0 CHECK (role_paid IN (0, 1)),
    joined_on TEXT,
    left_on TEXT,
    last_contact_on TEXT,
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1)),
    CHECK ((gives_amount IS NULL) = (gives_amount_currency IS NULL))
) STRICT;

CREATE TABLE funding (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT,
    amount INTEGER NOT NULL,
    amount_currency TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('planned', 'applied', 'pledged', 'committed', 'spent')),
    source_kind TEXT
        CHECK (source_kind IN ('own', 'public-grant', 'public-other', 'private', 'philanthropic',
            'multilateral')),
    form TEXT CHECK (form IN ('cash', 'in-kind')),
    giver TEXT REFERENCES stakeholder (code) ON UPDATE CASCADE,
    receiver TEXT REFERENCES stakeholder (code) ON UPDATE CASCADE,
    project TEXT REFERENCES project (code) ON UPDATE CASCADE,
    mission TEXT REFERENCES mission (code) ON UPDATE CASCADE,
    programme TEXT REFERENCES programme (code) ON UPDATE CASCADE,
    portfolio TEXT REFERENCES portfolio (code) ON UPDATE CASCADE,
    year INTEGER CHECK (year BETWEEN 1900 AND 2200),
    starts TEXT,
    ends TEXT,
    purpose TEXT CHECK (purpose IN ('work', 'scaling', 'orchestration')),
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

CREATE TABLE target (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    mission TEXT REFERENCES mission (code) ON UPDATE CASCADE,
    portfolio TEXT REFERENCES portfolio (code) ON UPDATE CASCADE,
    status TEXT CHECK (status IN ('proposed', 'agreed', 'reached', 'dropped')),
    headline INTEGER NOT NULL DEFAULT 0 CHECK (headline IN (0, 1)),
    metric TEXT,
    unit TEXT,
    in_money INTEGER NOT NULL DEFAULT 0 CHECK (in_money IN (0, 1)),
    currency TEXT,
    direction TEXT CHECK (direction IN ('up', 'down', 'keep-below', 'keep-above', 'keep-within', 'achieve')),
    baseline REAL,
    baseline_on TEXT,
    baseline_due_on TEXT,
    value REAL,
    value_high REAL,
    due TEXT,
    path TEXT CHECK (path IN ('linear', 'constant-rate', 'milestones')),
    milestone TEXT,
    interval INTEGER CHECK (interval BETWEEN 1 AND 1200),
    data_source TEXT,
    family TEXT,
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

CREATE TABLE measurement (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    target TEXT NOT NULL REFERENCES target (code) ON UPDATE CASCADE,
    value REAL NOT NULL,
    measured_on TEXT NOT NULL,
    published_on TEXT,
    basis TEXT CHECK (basis IN ('measured', 'estimated', 'modelled', 'self-reported')),
    confidence TEXT CHECK (confidence IN ('low', 'medium', 'high')),
    summary TEXT,
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

CREATE TABLE contribution (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    project TEXT REFERENCES project (code) ON UPDATE CASCADE,
    mission TEXT REFERENCES mission (code) ON UPDATE CASCADE,
    target TEXT REFERENCES target (code) ON UPDATE CASCADE,
    step TEXT REFERENCES step (code) ON UPDATE CASCADE,
    claim TEXT,
    theory TEXT CHECK (theory IN ('yes', 'partly', 'no')),
    implemented TEXT CHECK (implemented IN ('yes', 'partly', 'no')),
    evidenced TEXT CHECK (evidenced IN ('yes', 'partly', 'no')),
    others_assessed TEXT CHECK (others_assessed IN ('yes', 'partly', 'no')),
    evidence_level INTEGER CHECK (evidence_level BETWEEN 1 AND 5),
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

CREATE TABLE framework (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    summary TEXT,
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

CREATE TABLE criterion (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    summary TEXT,
    framework TEXT NOT NULL REFERENCES framework (code) ON UPDATE CASCADE,
    position INTEGER CHECK (position BETWEEN 1 AND 10000),
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

CREATE TABLE evaluation (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    summary TEXT,
    mission TEXT REFERENCES mission (code) ON UPDATE CASCADE,
    project TEXT REFERENCES project (code) ON UPDATE CASCADE,
    programme TEXT REFERENCES programme (code) ON UPDATE CASCADE,
    framework TEXT REFERENCES framework (code) ON UPDATE CASCADE,
    status TEXT CHECK (status IN ('planned', 'done', 'dropped')),
    independence TEXT CHECK (independence IN ('internal', 'external')),
    evaluator TEXT REFERENCES stakeholder (code) ON UPDATE CASCADE,
    planned_on TEXT,
    done_on TEXT,
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

CREATE TABLE score (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    evaluation TEXT NOT NULL REFERENCES evaluation (code) ON UPDATE CASCADE,
    criterion TEXT NOT NULL REFERENCES criterion (code) ON UPDATE CASCADE,
    value REAL,
    reason TEXT,
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    decision_kind TEXT
        CHECK (decision_kind IN ('start', 'continue', 'pivot', 'scale', 'pause', 'stop', 'change-target',
            'accept-finding', 'other')),
    status TEXT CHECK (status IN ('needed', 'taken', 'withdrawn')),
    mission TEXT REFERENCES mission (code) ON UPDATE CASCADE,
    portfolio TEXT REFERENCES portfolio (code) ON UPDATE CASCADE,
    programme TEXT REFERENCES programme (code) ON UPDATE CASCADE,
    target TEXT REFERENCES target (code) ON UPDATE CASCADE,
    holds INTEGER,
    holds_currency TEXT,
    asked_on TEXT,
    due_on TEXT,
    taken_on TEXT,
    level TEXT CHECK (level IN ('team', 'board', 'ministry', 'minister')),
    delegated_to TEXT,
    proposal TEXT,
    outcome TEXT,
    reason TEXT,
    legal_ground TEXT,
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1)),
    CHECK ((holds IS NULL) = (holds_currency IS NULL))
) STRICT;

CREATE TABLE recommendation (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    summary TEXT,
    evaluation TEXT REFERENCES evaluation (code) ON UPDATE CASCADE,
    programme TEXT REFERENCES programme (code) ON UPDATE CASCADE,
    made_on TEXT,
    needs_response INTEGER NOT NULL DEFAULT 0 CHECK (needs_response IN (0, 1)),
    response TEXT CHECK (response IN ('accepted', 'rejected', 'postponed')),
    responded_on TEXT,
    reason TEXT,
    postponed_to TEXT,
    decision TEXT REFERENCES decision (code) ON UPDATE CASCADE,
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

CREATE TABLE rating (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    mission TEXT REFERENCES mission (code) ON UPDATE CASCADE,
    project TEXT REFERENCES project (code) ON UPDATE CASCADE,
    rated_on TEXT NOT NULL,
    colour TEXT NOT NULL CHECK (colour IN ('green', 'amber', 'red')),
    rated_by TEXT,
    reason TEXT NOT NULL,
    to_green TEXT,
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

CREATE TABLE barrier (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    summary TEXT,
    barrier_kind TEXT
        CHECK (barrier_kind IN ('legal', 'data', 'procurement', 'it', 'communications', 'cultural', 'prestige',
            'conflict', 'other')),
    dimension TEXT
        CHECK (dimension IN ('strategic-orientation', 'policy-coordination', 'policy-implementation',
            'cross-border')),
    portfolio TEXT REFERENCES portfolio (code) ON UPDATE CASCADE,
    mission TEXT REFERENCES mission (code) ON UPDATE CASCADE,
    project TEXT REFERENCES project (code) ON UPDATE CASCADE,
    stakeholder TEXT REFERENCES stakeholder (code) ON UPDATE CASCADE,
    keyword TEXT,
    opened_on TEXT,
    closed_on TEXT,
    owner TEXT,
    resolution TEXT,
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

CREATE TABLE learning (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    summary TEXT,
    portfolio TEXT REFERENCES portfolio (code) ON UPDATE CASCADE,
    mission TEXT REFERENCES mission (code) ON UPDATE CASCADE,
    project TEXT REFERENCES project (code) ON UPDATE CASCADE,
    stakeholder TEXT REFERENCES stakeholder (code) ON UPDATE CASCADE,
    learnt_on TEXT,
    needs_change INTEGER NOT NULL DEFAULT 0 CHECK (needs_change IN (0, 1)),
    changed TEXT,
    decision TEXT REFERENCES decision (code) ON UPDATE CASCADE,
    adaptation INTEGER NOT NULL DEFAULT 0 CHECK (adaptation IN (0, 1)),
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

CREATE TABLE agreement (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    summary TEXT,
    agreement_kind TEXT
        CHECK (agreement_kind IN ('charter', 'mou', 'sandbox', 'testbed', 'data-agreement', 'joint-call',
            'parallel-call', 'framework', 'shared-platform', 'fund')),
    mission TEXT REFERENCES mission (code) ON UPDATE CASCADE,
    programme TEXT REFERENCES programme (code) ON UPDATE CASCADE,
    signed_on TEXT,
    expires_on TEXT,
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

CREATE TABLE review (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    portfolio TEXT REFERENCES portfolio (code) ON UPDATE CASCADE,
    mission TEXT REFERENCES mission (code) ON UPDATE CASCADE,
    held_on TEXT NOT NULL,
    closed_by TEXT,
    computed TEXT,
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

CREATE TABLE action (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    owner TEXT,
    asked_on TEXT,
    due_on TEXT,
    done_on TEXT,
    mission TEXT REFERENCES mission (code) ON UPDATE CASCADE,
    project TEXT REFERENCES project (code) ON UPDATE CASCADE,
    review TEXT REFERENCES review (code) ON UPDATE CASCADE,
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

CREATE TABLE note (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    summary TEXT,
    noted_on TEXT,
    portfolio TEXT REFERENCES portfolio (code) ON UPDATE CASCADE,
    mission TEXT REFERENCES mission (code) ON UPDATE CASCADE,
    project TEXT REFERENCES project (code) ON UPDATE CASCADE,
    programme TEXT REFERENCES programme (code) ON UPDATE CASCADE,
    stakeholder TEXT REFERENCES stakeholder (code) ON UPDATE CASCADE,
    outside INTEGER NOT NULL DEFAULT 0 CHECK (outside IN (0, 1)),
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

CREATE TABLE tagging (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    tag TEXT NOT NULL REFERENCES tag (code) ON UPDATE CASCADE,
    project TEXT REFERENCES project (code) ON UPDATE CASCADE,
    mission TEXT REFERENCES mission (code) ON UPDATE CASCADE,
    stakeholder TEXT REFERENCES stakeholder (code) ON UPDATE CASCADE,
    share REAL CHECK (share BETWEEN 0 AND 100),
    significance INTEGER CHECK (significance BETWEEN 0 AND 4),
    tagged_by TEXT,
    confidence TEXT CHECK (confidence IN ('low', 'medium', 'high')),
    tagged_on TEXT,
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

CREATE TABLE link (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    project TEXT REFERENCES project (code) ON UPDATE CASCADE,
    mission TEXT REFERENCES mission (code) ON UPDATE CASCADE,
    relation TEXT NOT NULL
        CHECK (relation IN ('duplicate-of', 'complements', 'competes-with', 'follows', 'parallel-to', 'part-of',
            'aligned-with', 'distinct-from')),
    to_project TEXT REFERENCES project (code) ON UPDATE CASCADE,
    to_mission TEXT REFERENCES mission (code) ON UPDATE CASCADE,
    reason TEXT,
    linked_by TEXT,
    linked_on TEXT,
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

CREATE TABLE acceptance (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    finding TEXT NOT NULL,
    reason TEXT NOT NULL,
    accepted_by TEXT NOT NULL,
    accepted_on TEXT,
    until TEXT NOT NULL,
    severity TEXT CHECK (severity IN ('critical', 'warning', 'info')),
    decision TEXT REFERENCES decision (code) ON UPDATE CASCADE,
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

CREATE TABLE source_record (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    about_kind TEXT NOT NULL,
    about_code TEXT NOT NULL,
    origin TEXT NOT NULL,
    position TEXT,
    outside_id TEXT,
    received_on TEXT,
    content TEXT,
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

CREATE TABLE mission_challenge (
    owner TEXT NOT NULL REFERENCES mission (code) ON UPDATE CASCADE ON DELETE CASCADE,
    challenge TEXT NOT NULL REFERENCES challenge (code) ON UPDATE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (owner, challenge)
) STRICT, WITHOUT ROWID;

CREATE TABLE programme_organisation (
    owner TEXT NOT NULL REFERENCES programme (code) ON UPDATE CASCADE ON DELETE CASCADE,
    organisation TEXT NOT NULL REFERENCES stakeholder (code) ON UPDATE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (owner, organisation)
) STRICT, WITHOUT ROWID;

CREATE TABLE call_mission (
    owner TEXT NOT NULL REFERENCES call (code) ON UPDATE CASCADE ON DELETE CASCADE,
    mission TEXT NOT NULL REFERENCES mission (code) ON UPDATE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (owner, mission)
) STRICT, WITHOUT ROWID;

CREATE TABLE call_parallel_to (
    owner TEXT NOT NULL REFERENCES call (code) ON UPDATE CASCADE ON DELETE CASCADE,
    parallel_to TEXT NOT NULL REFERENCES call (code) ON UPDATE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (owner, parallel_to)
) STRICT, WITHOUT ROWID;

CREATE TABLE roadmap_author (
    owner TEXT NOT NULL REFERENCES roadmap (code) ON UPDATE CASCADE ON DELETE CASCADE,
    author TEXT NOT NULL REFERENCES stakeholder (code) ON UPDATE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (owner, author)
) STRICT, WITHOUT ROWID;

CREATE TABLE step_depends_on (
    owner TEXT NOT NULL REFERENCES step (code) ON UPDATE CASCADE ON DELETE CASCADE,
    depends_on TEXT NOT NULL REFERENCES step (code) ON UPDATE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (owner, depends_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE project_mission (
    owner TEXT NOT NULL REFERENCES project (code) ON UPDATE CASCADE ON DELETE CASCADE,
    mission TEXT NOT NULL REFERENCES mission (code) ON UPDATE CASCADE,
    position INTEGER NOT NULL,
    share REAL CHECK (share BETWEEN 0 AND 100),
    PRIMARY KEY (owner, mission)
) STRICT, WITHOUT ROWID;

CREATE TABLE project_portfolio (
    owner TEXT NOT NULL REFERENCES project (code) ON UPDATE CASCADE ON DELETE CASCADE,
    portfolio TEXT NOT NULL REFERENCES portfolio (code) ON UPDATE CASCADE,
    position INTEGER NOT NULL,
    share REAL CHECK (share BETWEEN 0 AND 100),
    PRIMARY KEY (owner, portfolio)
) STRICT, WITHOUT ROWID;

CREATE TABLE decision_project (
    owner TEXT NOT NULL REFERENCES decision (code) ON UPDATE CASCADE ON DELETE CASCADE,
    project TEXT NOT NULL REFERENCES project (code) ON UPDATE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (owner, project)
) STRICT, WITHOUT ROWID;

CREATE TABLE decision_blocks (
    owner TEXT NOT NULL REFERENCES decision (code) ON UPDATE CASCADE ON DELETE CASCADE,
    blocks TEXT NOT NULL REFERENCES project (code) ON UPDATE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (owner, blocks)
) STRICT, WITHOUT ROWID;

CREATE TABLE decision_holds_step (
    owner TEXT NOT NULL REFERENCES decision (code) ON UPDATE CASCADE ON DELETE CASCADE,
    holds_step TEXT NOT NULL REFERENCES step (code) ON UPDATE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (owner, holds_step)
) STRICT, WITHOUT ROWID;

CREATE TABLE barrier_blocks (
    owner TEXT NOT NULL REFERENCES barrier (code) ON UPDATE CASCADE ON DELETE CASCADE,
    blocks TEXT NOT NULL REFERENCES project (code) ON UPDATE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (owner, blocks)
) STRICT, WITHOUT ROWID;

CREATE TABLE learning_used_by (
    owner TEXT NOT NULL REFERENCES learning (code) ON UPDATE CASCADE ON DELETE CASCADE,
    used_by TEXT NOT NULL REFERENCES project (code) ON UPDATE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (owner, used_by)
) STRICT, WITHOUT ROWID;

CREATE TABLE agreement_party (
    owner TEXT NOT NULL REFERENCES agreement (code) ON UPDATE CASCADE ON DELETE CASCADE,
    party TEXT NOT NULL REFERENCES stakeholder (code) ON UPDATE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (owner, party)
) STRICT, WITHOUT ROWID;

CREATE TABLE agreement_project (
    owner TEXT NOT NULL REFERENCES agreement (code) ON UPDATE CASCADE ON DELETE CASCADE,
    project TEXT NOT NULL REFERENCES project (code) ON UPDATE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (owner, project)
) STRICT, WITHOUT ROWID;
