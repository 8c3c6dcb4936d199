CREATE TABLE body (
    id INTEGER NOT NULL,
    kind VARCHAR(40) NOT NULL,
    name VARCHAR NOT NULL,
    symbol VARCHAR NOT NULL,
    member_count INTEGER,
    CONSTRAINT pk_body PRIMARY KEY (id),
    CONSTRAINT uq_body_kind UNIQUE (kind),
    CONSTRAINT ck_body_issuer CHECK (kind IN ('EXECUTIVE_COMMITTEE', 'STANDING_COMMITTEE', 'COMMITTEE_OFFICE', 'PARTY_BUILDING_BOARD', 'INSPECTION_COMMISSION', 'CELL'))
);
CREATE TABLE cell (
    id INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    name_folded VARCHAR NOT NULL,
    name_order VARCHAR NOT NULL,
    short_name VARCHAR NOT NULL,
    content_type VARCHAR(40) NOT NULL,
    report_group VARCHAR NOT NULL,
    has_committee BOOLEAN NOT NULL,
    fixed_day INTEGER,
    usual_time TIME,
    usual_place VARCHAR NOT NULL,
    org_code VARCHAR NOT NULL,
    note TEXT NOT NULL,
    founded_on DATE,
    dissolved_on DATE,
    CONSTRAINT pk_cell PRIMARY KEY (id),
    CONSTRAINT ck_cell_fixed_day CHECK (fixed_day IS NULL OR fixed_day BETWEEN 1 AND 31),
    CONSTRAINT ck_cell_life CHECK (dissolved_on IS NULL OR founded_on IS NULL OR dissolved_on >= founded_on),
    CONSTRAINT uq_cell_code UNIQUE (code),
    CONSTRAINT ck_cell_contenttype CHECK (content_type IN ('VILLAGE_QUARTER', 'ADMIN_OFFICE', 'PUBLIC_SERVICE', 'STATE_ENTERPRISE', 'PRIVATE_FDI', 'STUDENT', 'ARMED_FORCES'))
);
CREATE INDEX ix_cell_name_order ON cell (name_order);
CREATE TABLE committee (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    superior VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    symbol VARCHAR NOT NULL,
    has_seal BOOLEAN NOT NULL,
    name_break_after VARCHAR NOT NULL,
    CONSTRAINT pk_committee PRIMARY KEY (id)
);
CREATE TABLE criteria_set (
    id INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    used_for VARCHAR(40) NOT NULL,
    scoring VARCHAR(40) NOT NULL,
    status VARCHAR(40) NOT NULL,
    max_total INTEGER,
    pass_total INTEGER,
    group_min_percent INTEGER,
    step INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    adopted_by VARCHAR NOT NULL,
    valid_from DATE,
    valid_to DATE,
    CONSTRAINT pk_criteria_set PRIMARY KEY (id),
    CONSTRAINT uq_criteria_set_code_version UNIQUE (code, version),
    CONSTRAINT ck_criteria_set_setuse CHECK (used_for IN ('CELL_TITLE', 'CELL_RATING', 'MEMBER_RATING', 'MEMBER_TITLE', 'COMMITTEE_TITLE')),
    CONSTRAINT ck_criteria_set_scoring CHECK (scoring IN ('PASS_FAIL', 'LEVEL4', 'POINTS')),
    CONSTRAINT ck_criteria_set_setstatus CHECK (status IN ('DRAFT', 'PROPOSAL', 'ADOPTED', 'RETIRED'))
);
CREATE TABLE draft (
    "key" VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    payload TEXT NOT NULL,
    saved_at DATETIME NOT NULL,
    CONSTRAINT pk_draft PRIMARY KEY ("key")
);
CREATE TABLE emulation_phase (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    from_year INTEGER NOT NULL,
    to_year INTEGER NOT NULL,
    plan_doc VARCHAR NOT NULL,
    CONSTRAINT pk_emulation_phase PRIMARY KEY (id),
    CONSTRAINT ck_emulation_phase_order CHECK (to_year >= from_year)
);
CREATE TABLE file_info (
    id INTEGER NOT NULL,
    format VARCHAR NOT NULL,
    made_by VARCHAR NOT NULL,
    oldest_program VARCHAR NOT NULL,
    upgraded_by VARCHAR NOT NULL,
    created_at DATETIME NOT NULL,
    CONSTRAINT pk_file_info PRIMARY KEY (id),
    CONSTRAINT ck_file_info_one_row CHECK (id = 1)
);
CREATE TABLE history (
    id INTEGER NOT NULL,
    at DATETIME NOT NULL,
    who VARCHAR NOT NULL,
    act VARCHAR NOT NULL,
    sentence VARCHAR NOT NULL,
    subject_table VARCHAR NOT NULL,
    subject_id INTEGER,
    undoes_id INTEGER,
    changes TEXT NOT NULL,
    CONSTRAINT pk_history PRIMARY KEY (id)
);
CREATE INDEX ix_history_at ON history (at);
CREATE INDEX ix_history_subject ON history (subject_table, subject_id);
CREATE INDEX ix_history_undoes_id ON history (undoes_id);
CREATE TABLE history_touch (
    id INTEGER NOT NULL,
    history_id INTEGER NOT NULL,
    row_table VARCHAR NOT NULL,
    row_id INTEGER NOT NULL,
    CONSTRAINT pk_history_touch PRIMARY KEY (id)
);
CREATE INDEX ix_history_touch_history_id ON history_touch (history_id);
CREATE INDEX ix_history_touch_row ON history_touch (row_table, row_id, history_id);
CREATE TABLE legal_basis (
    id INTEGER NOT NULL,
    "key" VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    number VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    valid_from DATE,
    valid_to DATE,
    replaced_by VARCHAR NOT NULL,
    used_in TEXT NOT NULL,
    CONSTRAINT pk_legal_basis PRIMARY KEY (id),
    CONSTRAINT ck_legal_basis_order CHECK (valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from)
);
CREATE TABLE member (
    id INTEGER NOT NULL,
    full_name VARCHAR NOT NULL,
    full_name_folded VARCHAR NOT NULL,
    full_name_order VARCHAR NOT NULL,
    gender VARCHAR(40),
    birth_on DATE,
    birth_year INTEGER,
    admitted_on DATE,
    official_on DATE,
    full_decision_on DATE,
    full_decision_no VARCHAR NOT NULL,
    card_no VARCHAR NOT NULL,
    phone VARCHAR NOT NULL,
    note TEXT NOT NULL,
    is_withdrawn BOOLEAN NOT NULL,
    left_on DATE,
    left_for VARCHAR(40),
    left_to VARCHAR NOT NULL,
    left_decision_no VARCHAR NOT NULL,
    left_decision_on DATE,
    CONSTRAINT pk_member PRIMARY KEY (id),
    CONSTRAINT ck_member_gender CHECK (gender IN ('MALE', 'FEMALE')),
    CONSTRAINT ck_member_leftfor CHECK (left_for IN ('MOVED', 'RETURNED', 'DIED', 'STRUCK_OFF', 'EXPELLED', 'RESIGNED', 'OTHER'))
);
CREATE INDEX ix_member_full_name_order ON member (full_name_order);
CREATE UNIQUE INDEX uq_member_card_no ON member (card_no) WHERE card_no <> '';
CREATE TABLE operator (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    role VARCHAR(40) NOT NULL,
    is_active BOOLEAN NOT NULL,
    CONSTRAINT pk_operator PRIMARY KEY (id),
    CONSTRAINT ck_operator_role CHECK (role IN ('RECORDS', 'VIEWS'))
);
CREATE TABLE sample_plan (
    id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    participants TEXT NOT NULL,
    steps TEXT NOT NULL,
    organisation TEXT NOT NULL,
    preparation TEXT NOT NULL,
    strengths TEXT NOT NULL,
    weaknesses TEXT NOT NULL,
    lessons TEXT NOT NULL,
    proposals TEXT NOT NULL,
    CONSTRAINT pk_sample_plan PRIMARY KEY (id),
    CONSTRAINT uq_sample_plan_year UNIQUE (year)
);
CREATE TABLE score_template (
    id INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    issuer VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    valid_from DATE,
    valid_to DATE,
    max_total INTEGER NOT NULL,
    step INTEGER NOT NULL,
    is_default BOOLEAN NOT NULL,
    applies_to TEXT NOT NULL,
    content_types TEXT NOT NULL,
    CONSTRAINT pk_score_template PRIMARY KEY (id),
    CONSTRAINT uq_score_template_code_version UNIQUE (code, version)
);
CREATE TABLE setting (
    "key" VARCHAR NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY ("key")
);
CREATE TABLE wording_version (
    id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    texts TEXT NOT NULL,
    note VARCHAR NOT NULL,
    made_at DATETIME NOT NULL,
    made_by VARCHAR NOT NULL,
    CONSTRAINT pk_wording_version PRIMARY KEY (id),
    CONSTRAINT uq_wording_version_kind_version UNIQUE (kind, version),
    CONSTRAINT ck_wording_version_version CHECK (version >= 1)
);
CREATE TABLE book_issue (
    id INTEGER NOT NULL,
    cell_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    volume INTEGER NOT NULL,
    pages INTEGER,
    printed_on DATE,
    issued_on DATE,
    received_by VARCHAR NOT NULL,
    returned_on DATE,
    note VARCHAR NOT NULL,
    CONSTRAINT pk_book_issue PRIMARY KEY (id),
    CONSTRAINT uq_book_issue_cell_id_year_volume UNIQUE (cell_id, year, volume),
    CONSTRAINT fk_book_issue_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT
);
CREATE TABLE briefing (
    id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    kind VARCHAR(40) NOT NULL,
    form VARCHAR(40) NOT NULL,
    held_on DATE NOT NULL,
    cell_id INTEGER,
    place VARCHAR NOT NULL,
    subject TEXT NOT NULL,
    speaker VARCHAR NOT NULL,
    sessions INTEGER NOT NULL,
    participants INTEGER,
    called INTEGER,
    note VARCHAR NOT NULL,
    CONSTRAINT pk_briefing PRIMARY KEY (id),
    CONSTRAINT ck_briefing_sessions CHECK (sessions >= 1),
    CONSTRAINT ck_briefing_briefingkind CHECK (kind IN ('LAUNCH', 'BRIEFING', 'TRAINING', 'REVIEW')),
    CONSTRAINT ck_briefing_briefingform CHECK (form IN ('IN_PERSON', 'ONLINE', 'BOTH')),
    CONSTRAINT fk_briefing_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT
);
CREATE INDEX ix_briefing_cell_id ON briefing (cell_id);
CREATE TABLE campaign (
    id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    title VARCHAR(40) NOT NULL,
    phase_id INTEGER,
    title_spelling VARCHAR NOT NULL,
    state VARCHAR(40) NOT NULL,
    authority VARCHAR(40) NOT NULL,
    superior_name VARCHAR NOT NULL,
    criteria_set_id INTEGER NOT NULL,
    launch_on DATE,
    register_until DATE,
    self_score_until DATE,
    dossier_until DATE,
    verify_until DATE,
    review_until DATE,
    decide_until DATE,
    report_until DATE,
    cut_off_on DATE NOT NULL,
    plan_basis TEXT NOT NULL,
    review_on DATE,
    review_total INTEGER,
    review_present INTEGER,
    review_body VARCHAR(40) NOT NULL,
    review_method VARCHAR(40) NOT NULL,
    review_starts_at TIME,
    review_ends_at TIME,
    review_place VARCHAR NOT NULL,
    review_chair VARCHAR NOT NULL,
    review_secretary VARCHAR NOT NULL,
    review_guests TEXT NOT NULL,
    review_presenter VARCHAR NOT NULL,
    review_conclusion TEXT NOT NULL,
    closed_on DATE,
    CONSTRAINT pk_campaign PRIMARY KEY (id),
    CONSTRAINT uq_campaign_year_title UNIQUE (year, title),
    CONSTRAINT ck_campaign_titlekind CHECK (title IN ('CHI_BO_4_TOT', 'DANG_VIEN_5_TOT', 'DANG_BO_4_TOT')),
    CONSTRAINT fk_campaign_phase_id FOREIGN KEY(phase_id) REFERENCES emulation_phase (id) ON DELETE RESTRICT,
    CONSTRAINT ck_campaign_campaignstate CHECK (state IN ('DRAFT', 'LAUNCHED', 'REGISTRATION_OPEN', 'REGISTRATION_CLOSED', 'SELF_SCORING', 'VERIFYING', 'REVIEWING', 'DECIDED', 'CLOSED')),
    CONSTRAINT ck_campaign_authority CHECK (authority IN ('SELF', 'UP')),
    CONSTRAINT fk_campaign_criteria_set_id FOREIGN KEY(criteria_set_id) REFERENCES criteria_set (id) ON DELETE RESTRICT,
    CONSTRAINT ck_campaign_reviewbody CHECK (review_body IN ('BTV', 'BCH')),
    CONSTRAINT ck_campaign_votemethod CHECK (review_method IN ('PHIEU_KIN', 'GIO_TAY', 'LAY_Y_KIEN_BANG_VAN_BAN'))
);
CREATE INDEX ix_campaign_criteria_set_id ON campaign (criteria_set_id);
CREATE INDEX ix_campaign_phase_id ON campaign (phase_id);
CREATE TABLE cell_case (
    id INTEGER NOT NULL,
    cell_id INTEGER NOT NULL,
    kind VARCHAR(40) NOT NULL,
    received_on DATE NOT NULL,
    body VARCHAR NOT NULL,
    text TEXT NOT NULL,
    paper_no VARCHAR NOT NULL,
    concluded_on DATE,
    outcome VARCHAR(40),
    conclusion TEXT NOT NULL,
    CONSTRAINT pk_cell_case PRIMARY KEY (id),
    CONSTRAINT fk_cell_case_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT,
    CONSTRAINT ck_cell_case_casekind CHECK (kind IN ('COMPLAINT', 'DENUNCIATION', 'INSPECTION', 'DISCIPLINE', 'CONCLUSION')),
    CONSTRAINT ck_cell_case_outcome CHECK (outcome IN ('NONE', 'MINOR', 'DISUNITY', 'DEGENERATION', 'CORRUPTION', 'VIOLATION'))
);
CREATE INDEX ix_cell_case_cell_id ON cell_case (cell_id);
CREATE TABLE cell_figure (
    id INTEGER NOT NULL,
    cell_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    half INTEGER NOT NULL,
    "key" VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    CONSTRAINT pk_cell_figure PRIMARY KEY (id),
    CONSTRAINT uq_cell_figure_cell_id_year_half_key UNIQUE (cell_id, year, half, "key"),
    CONSTRAINT fk_cell_figure_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT
);
CREATE TABLE cell_name (
    id INTEGER NOT NULL,
    cell_id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    name_folded VARCHAR NOT NULL,
    short_name VARCHAR NOT NULL,
    from_on DATE,
    to_on DATE,
    decision_no VARCHAR NOT NULL,
    decision_on DATE,
    CONSTRAINT pk_cell_name PRIMARY KEY (id),
    CONSTRAINT ck_cell_name_order CHECK (to_on IS NULL OR from_on IS NULL OR to_on >= from_on),
    CONSTRAINT fk_cell_name_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT
);
CREATE INDEX ix_cell_name_cell_id ON cell_name (cell_id);
CREATE TABLE cell_parent (
    id INTEGER NOT NULL,
    cell_id INTEGER NOT NULL,
    parent_name VARCHAR NOT NULL,
    from_on DATE,
    to_on DATE,
    CONSTRAINT pk_cell_parent PRIMARY KEY (id),
    CONSTRAINT ck_cell_parent_order CHECK (to_on IS NULL OR from_on IS NULL OR to_on >= from_on),
    CONSTRAINT fk_cell_parent_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT
);
CREATE INDEX ix_cell_parent_cell_id ON cell_parent (cell_id);
CREATE TABLE cell_rating (
    id INTEGER NOT NULL,
    cell_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    version INTEGER NOT NULL,
    is_current BOOLEAN NOT NULL,
    standing VARCHAR(40) NOT NULL,
    level VARCHAR(40) NOT NULL,
    self_level VARCHAR(40),
    self_points INTEGER,
    verified_points INTEGER,
    tasks_total INTEGER,
    tasks_done INTEGER,
    tasks_over INTEGER,
    tasks_late INTEGER,
    faults_mended BOOLEAN,
    listed_case VARCHAR NOT NULL,
    is_exemplary BOOLEAN NOT NULL,
    votes_for INTEGER,
    votes_against INTEGER,
    decided_on DATE,
    reason TEXT NOT NULL,
    annul_reason TEXT NOT NULL,
    annul_decision VARCHAR NOT NULL,
    annulled_on DATE,
    set_id INTEGER,
    CONSTRAINT pk_cell_rating PRIMARY KEY (id),
    CONSTRAINT uq_cell_rating_cell_id_year_version UNIQUE (cell_id, year, version),
    CONSTRAINT fk_cell_rating_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT,
    CONSTRAINT ck_cell_rating_ratingstanding CHECK (standing IN ('PROPOSED', 'DECIDED', 'REPLACED', 'CANCELLED')),
    CONSTRAINT ck_cell_rating_qualitylevel CHECK (level IN ('HTXSNV', 'HTTNV', 'HTNV', 'KHTNV')),
    CONSTRAINT ck_cell_rating_self_level CHECK (self_level IN ('HTXSNV', 'HTTNV', 'HTNV', 'KHTNV')),
    CONSTRAINT fk_cell_rating_set_id FOREIGN KEY(set_id) REFERENCES criteria_set (id) ON DELETE RESTRICT
);
CREATE INDEX ix_cell_rating_cell_id ON cell_rating (cell_id);
CREATE INDEX ix_cell_rating_set_id ON cell_rating (set_id);
CREATE UNIQUE INDEX uq_cell_rating_current ON cell_rating (cell_id, year) WHERE is_current;
CREATE TABLE cell_target (
    id INTEGER NOT NULL,
    cell_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    position INTEGER NOT NULL,
    indicator VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    assigned INTEGER NOT NULL,
    reached INTEGER,
    is_lower_better BOOLEAN NOT NULL,
    is_admission BOOLEAN NOT NULL,
    note VARCHAR NOT NULL,
    CONSTRAINT pk_cell_target PRIMARY KEY (id),
    CONSTRAINT uq_cell_target_cell_id_year_position UNIQUE (cell_id, year, position),
    CONSTRAINT fk_cell_target_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT
);
CREATE TABLE commitment (
    id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    cell_id INTEGER NOT NULL,
    member_id INTEGER,
    signed_on DATE NOT NULL,
    text TEXT NOT NULL,
    CONSTRAINT pk_commitment PRIMARY KEY (id),
    CONSTRAINT fk_commitment_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT,
    CONSTRAINT fk_commitment_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT
);
CREATE INDEX ix_commitment_cell_id ON commitment (cell_id);
CREATE UNIQUE INDEX uq_commitment_cell ON commitment (year, cell_id) WHERE member_id IS NULL;
CREATE UNIQUE INDEX uq_commitment_member ON commitment (year, member_id) WHERE member_id IS NOT NULL;
CREATE TABLE committee_name (
    id INTEGER NOT NULL,
    committee_id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    superior VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    name_break_after VARCHAR NOT NULL,
    from_on DATE,
    to_on DATE NOT NULL,
    CONSTRAINT pk_committee_name PRIMARY KEY (id),
    CONSTRAINT ck_committee_name_order CHECK (from_on IS NULL OR to_on >= from_on),
    CONSTRAINT fk_committee_name_committee_id FOREIGN KEY(committee_id) REFERENCES committee (id) ON DELETE RESTRICT
);
CREATE INDEX ix_committee_name_committee_id ON committee_name (committee_id);
CREATE TABLE criterion (
    id INTEGER NOT NULL,
    set_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    title TEXT NOT NULL,
    maximum INTEGER NOT NULL,
    is_group BOOLEAN NOT NULL,
    is_veto BOOLEAN NOT NULL,
    role VARCHAR(40) NOT NULL,
    kind VARCHAR NOT NULL,
    metric VARCHAR NOT NULL,
    second_metric VARCHAR NOT NULL,
    evidence_required BOOLEAN NOT NULL,
    na_allowed BOOLEAN NOT NULL,
    na_policy VARCHAR(40) NOT NULL,
    hint TEXT NOT NULL,
    CONSTRAINT pk_criterion PRIMARY KEY (id),
    CONSTRAINT uq_criterion_set_id_code UNIQUE (set_id, code),
    CONSTRAINT fk_criterion_set_id FOREIGN KEY(set_id) REFERENCES criteria_set (id) ON DELETE RESTRICT,
    CONSTRAINT ck_criterion_itemrole CHECK (role IN ('ITEM', 'BONUS', 'PENALTY')),
    CONSTRAINT ck_criterion_napolicy CHECK (na_policy IN ('REDISTRIBUTE', 'FULL', 'ZERO'))
);
CREATE INDEX ix_criterion_set_id ON criterion (set_id);
CREATE TABLE find (
    id INTEGER NOT NULL,
    cell_id INTEGER NOT NULL,
    member_id INTEGER,
    year INTEGER NOT NULL,
    month INTEGER,
    kind VARCHAR(40) NOT NULL,
    title VARCHAR NOT NULL,
    title_folded VARCHAR NOT NULL,
    text TEXT NOT NULL,
    result TEXT NOT NULL,
    recognised_by VARCHAR NOT NULL,
    is_worth_copying BOOLEAN NOT NULL,
    copied_by TEXT NOT NULL,
    CONSTRAINT pk_find PRIMARY KEY (id),
    CONSTRAINT ck_find_month CHECK (month IS NULL OR month BETWEEN 1 AND 12),
    CONSTRAINT fk_find_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT,
    CONSTRAINT fk_find_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
    CONSTRAINT ck_find_findkind CHECK (kind IN ('GOOD_DEED', 'MODEL', 'PRACTICE', 'OUTSTANDING_CELL', 'OUTSTANDING_MEMBER'))
);
CREATE INDEX ix_find_cell_id ON find (cell_id);
CREATE INDEX ix_find_member_id ON find (member_id);
CREATE TABLE lineage (
    id INTEGER NOT NULL,
    predecessor_id INTEGER NOT NULL,
    successor_id INTEGER,
    kind VARCHAR(40) NOT NULL,
    "on" DATE NOT NULL,
    decision_no VARCHAR NOT NULL,
    decision_on DATE,
    note TEXT NOT NULL,
    CONSTRAINT pk_lineage PRIMARY KEY (id),
    CONSTRAINT fk_lineage_predecessor_id FOREIGN KEY(predecessor_id) REFERENCES cell (id) ON DELETE RESTRICT,
    CONSTRAINT fk_lineage_successor_id FOREIGN KEY(successor_id) REFERENCES cell (id) ON DELETE RESTRICT,
    CONSTRAINT ck_lineage_lineagekind CHECK (kind IN ('RENAME', 'MERGE', 'SPLIT', 'TRANSFER', 'DISSOLVE'))
);
CREATE INDEX ix_lineage_predecessor_id ON lineage (predecessor_id);
CREATE INDEX ix_lineage_successor_id ON lineage (successor_id);
CREATE TABLE meeting (
    id INTEGER NOT NULL,
    cell_id INTEGER NOT NULL,
    type VARCHAR(40) NOT NULL,
    format VARCHAR(40) NOT NULL,
    state VARCHAR(40) NOT NULL,
    year INTEGER NOT NULL,
    month INTEGER NOT NULL,
    theme VARCHAR NOT NULL,
    theme_presenter VARCHAR NOT NULL,
    held_on DATE,
    starts_at TIME,
    ends_at TIME,
    breaks_min INTEGER NOT NULL,
    place VARCHAR NOT NULL,
    chair_id INTEGER,
    chair_note VARCHAR NOT NULL,
    minute_taker_id INTEGER,
    scorer_id INTEGER,
    notice_sent_at DATETIME,
    uploaded_before_at DATETIME,
    uploaded_after_at DATETIME,
    reported_at DATETIME,
    dues_paid_count INTEGER,
    dues_amount INTEGER,
    is_sample BOOLEAN NOT NULL,
    prepares_id INTEGER,
    approved_for INTEGER,
    approved_at DATETIME,
    checked_at DATETIME,
    checked_by VARCHAR NOT NULL,
    book_no INTEGER,
    CONSTRAINT pk_meeting PRIMARY KEY (id),
    CONSTRAINT ck_meeting_month CHECK (month BETWEEN 1 AND 12),
    CONSTRAINT fk_meeting_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT,
    CONSTRAINT ck_meeting_meetingtype CHECK (type IN ('REGULAR', 'THEMED', 'COMBINED', 'COMMITTEE', 'EXTRAORDINARY', 'REVIEW', 'CONGRESS', 'GROUP')),
    CONSTRAINT ck_meeting_meetingformat CHECK (format IN ('IN_PERSON', 'ONLINE', 'HYBRID')),
    CONSTRAINT ck_meeting_meetingstate CHECK (state IN ('PLANNED', 'NOTICED', 'HELD', 'DRAFTED', 'APPROVED', 'ARCHIVED', 'CANCELLED')),
    CONSTRAINT fk_meeting_chair_id FOREIGN KEY(chair_id) REFERENCES member (id) ON DELETE RESTRICT,
    CONSTRAINT fk_meeting_minute_taker_id FOREIGN KEY(minute_taker_id) REFERENCES member (id) ON DELETE RESTRICT,
    CONSTRAINT fk_meeting_scorer_id FOREIGN KEY(scorer_id) REFERENCES member (id) ON DELETE RESTRICT,
    CONSTRAINT fk_meeting_prepares_id FOREIGN KEY(prepares_id) REFERENCES meeting (id) ON DELETE RESTRICT
);
CREATE INDEX ix_meeting_cell_id ON meeting (cell_id);
CREATE INDEX ix_meeting_prepares_id ON meeting (prepares_id);
CREATE INDEX ix_meeting_year_month ON meeting (year, month);
CREATE UNIQUE INDEX uq_meeting_monthly ON meeting (cell_id, year, month) WHERE type IN ('REGULAR', 'COMBINED') AND state <> 'CANCELLED';
CREATE TABLE member_award (
    id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    kind VARCHAR(40) NOT NULL,
    years INTEGER,
    title VARCHAR NOT NULL,
    decided_by VARCHAR NOT NULL,
    decision_no VARCHAR NOT NULL,
    decision_on DATE,
    CONSTRAINT pk_member_award PRIMARY KEY (id),
    CONSTRAINT ck_member_award_badge_has_years CHECK ((kind = 'BADGE') = (years IS NOT NULL)),
    CONSTRAINT fk_member_award_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
    CONSTRAINT ck_member_award_awardkind CHECK (kind IN ('BADGE', 'CERTIFICATE', 'MERIT', 'TITLE', 'OTHER'))
);
CREATE UNIQUE INDEX uq_member_award_badge ON member_award (member_id, years) WHERE kind = 'BADGE';
CREATE TABLE member_break (
    id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    from_on DATE,
    to_on DATE,
    reason VARCHAR NOT NULL,
    decision_no VARCHAR NOT NULL,
    decision_on DATE,
    is_subtracted BOOLEAN NOT NULL,
    CONSTRAINT pk_member_break PRIMARY KEY (id),
    CONSTRAINT ck_member_break_order CHECK (to_on IS NULL OR from_on IS NULL OR to_on >= from_on),
    CONSTRAINT fk_member_break_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT
);
CREATE INDEX ix_member_break_member_id ON member_break (member_id);
CREATE TABLE member_duty (
    id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    duty VARCHAR NOT NULL,
    from_on DATE,
    to_on DATE,
    CONSTRAINT pk_member_duty PRIMARY KEY (id),
    CONSTRAINT ck_member_duty_order CHECK (to_on IS NULL OR from_on IS NULL OR to_on >= from_on),
    CONSTRAINT fk_member_duty_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT
);
CREATE INDEX ix_member_duty_member_id ON member_duty (member_id);
CREATE TABLE member_penalty (
    id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    penalty VARCHAR(40) NOT NULL,
    decided_by VARCHAR NOT NULL,
    decision_no VARCHAR NOT NULL,
    decision_on DATE,
    reason VARCHAR NOT NULL,
    fault_year INTEGER,
    fault_unit VARCHAR NOT NULL,
    counted_in_year INTEGER,
    is_self_reported BOOLEAN NOT NULL,
    is_remedied BOOLEAN NOT NULL,
    CONSTRAINT pk_member_penalty PRIMARY KEY (id),
    CONSTRAINT fk_member_penalty_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
    CONSTRAINT ck_member_penalty_penalty CHECK (penalty IN ('REPRIMAND', 'WARNING', 'DISMISSAL', 'EXPULSION'))
);
CREATE INDEX ix_member_penalty_member_id ON member_penalty (member_id);
CREATE TABLE member_rating (
    id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    cell_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    version INTEGER NOT NULL,
    is_current BOOLEAN NOT NULL,
    standing VARCHAR(40) NOT NULL,
    form VARCHAR(40),
    set_id INTEGER,
    not_evaluated VARCHAR(40),
    not_evaluated_note VARCHAR NOT NULL,
    self_points INTEGER,
    cell_points INTEGER,
    self_level VARCHAR(40),
    cell_level VARCHAR(40),
    level VARCHAR(40),
    state_level VARCHAR(40),
    tasks_total INTEGER,
    tasks_done INTEGER,
    tasks_over INTEGER,
    tasks_late INTEGER,
    faults_mended BOOLEAN,
    listed_case VARCHAR NOT NULL,
    votes_for INTEGER,
    vote_base INTEGER,
    decided_on DATE,
    reason TEXT NOT NULL,
    annul_reason TEXT NOT NULL,
    annul_decision VARCHAR NOT NULL,
    annulled_on DATE,
    CONSTRAINT pk_member_rating PRIMARY KEY (id),
    CONSTRAINT uq_member_rating_member_id_year_version UNIQUE (member_id, year, version),
    CONSTRAINT ck_member_rating_rated_or_not CHECK (level IS NULL OR not_evaluated IS NULL),
    CONSTRAINT fk_member_rating_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
    CONSTRAINT fk_member_rating_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT,
    CONSTRAINT ck_member_rating_ratingstanding CHECK (standing IN ('PROPOSED', 'DECIDED', 'REPLACED', 'CANCELLED')),
    CONSTRAINT ck_member_rating_reviewform CHECK (form IN ('2A', '2B', '2C')),
    CONSTRAINT fk_member_rating_set_id FOREIGN KEY(set_id) REFERENCES criteria_set (id) ON DELETE RESTRICT,
    CONSTRAINT ck_member_rating_notevaluated CHECK (not_evaluated IN ('EXEMPT', 'SUSPENDED', 'NEW', 'OTHER')),
    CONSTRAINT ck_member_rating_self_level CHECK (self_level IN ('HTXSNV', 'HTTNV', 'HTNV', 'KHTNV')),
    CONSTRAINT ck_member_rating_cell_level CHECK (cell_level IN ('HTXSNV', 'HTTNV', 'HTNV', 'KHTNV')),
    CONSTRAINT ck_member_rating_level CHECK (level IN ('HTXSNV', 'HTTNV', 'HTNV', 'KHTNV')),
    CONSTRAINT ck_member_rating_state_level CHECK (state_level IN ('HTXSNV', 'HTTNV', 'HTNV', 'KHTNV'))
);
CREATE INDEX ix_member_rating_cell ON member_rating (cell_id, year);
CREATE INDEX ix_member_rating_set_id ON member_rating (set_id);
CREATE UNIQUE INDEX uq_member_rating_current ON member_rating (member_id, year) WHERE is_current;
CREATE TABLE member_status (
    id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    cell_id INTEGER NOT NULL,
    status VARCHAR(40) NOT NULL,
    from_on DATE,
    to_on DATE,
    reason VARCHAR NOT NULL,
    decision_no VARCHAR NOT NULL,
    decision_on DATE,
    reported_on DATE,
    counterpart VARCHAR NOT NULL,
    CONSTRAINT pk_member_status PRIMARY KEY (id),
    CONSTRAINT ck_member_status_order CHECK (to_on IS NULL OR from_on IS NULL OR to_on >= from_on),
    CONSTRAINT fk_member_status_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
    CONSTRAINT fk_member_status_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT,
    CONSTRAINT ck_member_status_memberstatus CHECK (status IN ('FULL', 'PROBATIONARY', 'EXEMPT', 'TEMP_OUT', 'TEMP_IN', 'SPECIAL_DUTY', 'SUSPENDED'))
);
CREATE INDEX ix_member_status_cell_id ON member_status (cell_id);
CREATE INDEX ix_member_status_member_id ON member_status (member_id);
CREATE TABLE other_award (
    id INTEGER NOT NULL,
    cell_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    form VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    issuer VARCHAR NOT NULL,
    decision_no VARCHAR NOT NULL,
    decided_on DATE,
    from_year INTEGER,
    to_year INTEGER,
    CONSTRAINT pk_other_award PRIMARY KEY (id),
    CONSTRAINT fk_other_award_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT
);
CREATE INDEX ix_other_award_cell_id ON other_award (cell_id);
CREATE TABLE past_result (
    id INTEGER NOT NULL,
    cell_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    title VARCHAR(40) NOT NULL,
    decision_no VARCHAR NOT NULL,
    decided_on DATE,
    CONSTRAINT pk_past_result PRIMARY KEY (id),
    CONSTRAINT uq_past_result_cell_id_year_title UNIQUE (cell_id, year, title),
    CONSTRAINT fk_past_result_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT,
    CONSTRAINT ck_past_result_titlekind CHECK (title IN ('CHI_BO_4_TOT', 'DANG_VIEN_5_TOT', 'DANG_BO_4_TOT'))
);
CREATE INDEX ix_past_result_cell_id ON past_result (cell_id);
CREATE TABLE person (
    id INTEGER NOT NULL,
    full_name VARCHAR NOT NULL,
    full_name_folded VARCHAR NOT NULL,
    full_name_order VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    organisation VARCHAR NOT NULL,
    phone VARCHAR NOT NULL,
    member_id INTEGER,
    CONSTRAINT pk_person PRIMARY KEY (id),
    CONSTRAINT fk_person_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT
);
CREATE INDEX ix_person_full_name_order ON person (full_name_order);
CREATE INDEX ix_person_member_id ON person (member_id);
CREATE TABLE post (
    id INTEGER NOT NULL,
    cell_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    post VARCHAR(40) NOT NULL,
    duties VARCHAR NOT NULL,
    from_on DATE,
    to_on DATE,
    CONSTRAINT pk_post PRIMARY KEY (id),
    CONSTRAINT ck_post_order CHECK (to_on IS NULL OR from_on IS NULL OR to_on >= from_on),
    CONSTRAINT fk_post_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT,
    CONSTRAINT fk_post_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
    CONSTRAINT ck_post_cellpost CHECK (post IN ('SECRETARY', 'DEPUTY', 'COMMITTEE_MEMBER', 'GROUP_LEADER'))
);
CREATE INDEX ix_post_cell_id ON post (cell_id);
CREATE INDEX ix_post_member_id ON post (member_id);
CREATE TABLE rating_band (
    id INTEGER NOT NULL,
    template_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    rating VARCHAR(40) NOT NULL,
    minimum INTEGER NOT NULL,
    CONSTRAINT pk_rating_band PRIMARY KEY (id),
    CONSTRAINT fk_rating_band_template_id FOREIGN KEY(template_id) REFERENCES score_template (id) ON DELETE RESTRICT,
    CONSTRAINT ck_rating_band_rating CHECK (rating IN ('GOOD', 'FAIR', 'AVERAGE', 'POOR'))
);
CREATE INDEX ix_rating_band_template_id ON rating_band (template_id);
CREATE TABLE reported_papers (
    id INTEGER NOT NULL,
    cell_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    CONSTRAINT pk_reported_papers PRIMARY KEY (id),
    CONSTRAINT uq_reported_papers_cell_id_year_kind UNIQUE (cell_id, year, kind),
    CONSTRAINT ck_reported_papers_number CHECK (number >= 0),
    CONSTRAINT fk_reported_papers_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT
);
CREATE TABLE score_item (
    id INTEGER NOT NULL,
    template_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    maximum INTEGER NOT NULL,
    is_group BOOLEAN NOT NULL,
    kind VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    auto VARCHAR NOT NULL,
    condition VARCHAR NOT NULL,
    not_applicable VARCHAR NOT NULL,
    moves_to VARCHAR NOT NULL,
    CONSTRAINT pk_score_item PRIMARY KEY (id),
    CONSTRAINT uq_score_item_template_id_code UNIQUE (template_id, code),
    CONSTRAINT fk_score_item_template_id FOREIGN KEY(template_id) REFERENCES score_template (id) ON DELETE RESTRICT
);
CREATE INDEX ix_score_item_template_id ON score_item (template_id);
CREATE TABLE term (
    id INTEGER NOT NULL,
    cell_id INTEGER,
    label VARCHAR NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE,
    CONSTRAINT pk_term PRIMARY KEY (id),
    CONSTRAINT ck_term_order CHECK (ends_on IS NULL OR ends_on >= starts_on),
    CONSTRAINT fk_term_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT
);
CREATE INDEX ix_term_cell_id ON term (cell_id);
CREATE TABLE agenda_item (
    id INTEGER NOT NULL,
    meeting_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    presenter VARCHAR NOT NULL,
    planned_min INTEGER,
    actual_min INTEGER,
    content TEXT NOT NULL,
    CONSTRAINT pk_agenda_item PRIMARY KEY (id),
    CONSTRAINT fk_agenda_item_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT
);
CREATE INDEX ix_agenda_item_meeting_id ON agenda_item (meeting_id);
CREATE TABLE award (
    id INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    cell_id INTEGER NOT NULL,
    member_id INTEGER,
    kind VARCHAR(40) NOT NULL,
    name_at_time VARCHAR NOT NULL,
    achievement TEXT NOT NULL,
    coefficient INTEGER,
    base_pay INTEGER,
    certificate_no VARCHAR NOT NULL,
    years_covered VARCHAR NOT NULL,
    votes_for INTEGER,
    paid_on DATE,
    taken_back_on DATE,
    note VARCHAR NOT NULL,
    CONSTRAINT pk_award PRIMARY KEY (id),
    CONSTRAINT ck_award_base_pay CHECK (base_pay IS NULL OR base_pay >= 0),
    CONSTRAINT ck_award_coefficient CHECK (coefficient IS NULL OR coefficient >= 0),
    CONSTRAINT fk_award_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT,
    CONSTRAINT fk_award_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT,
    CONSTRAINT fk_award_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
    CONSTRAINT ck_award_awardkind CHECK (kind IN ('TITLE', 'EXEMPLARY', 'FIVE_YEARS', 'MEMBER', 'MEMBER_FIVE_YEARS'))
);
CREATE INDEX ix_award_campaign_id ON award (campaign_id);
CREATE INDEX ix_award_cell_id ON award (cell_id);
CREATE UNIQUE INDEX uq_award_cell ON award (campaign_id, cell_id, kind) WHERE member_id IS NULL;
CREATE UNIQUE INDEX uq_award_member ON award (campaign_id, member_id, kind) WHERE member_id IS NOT NULL;
CREATE TABLE campaign_closing (
    id INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    taken_at DATETIME NOT NULL,
    facts TEXT NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT pk_campaign_closing PRIMARY KEY (id),
    CONSTRAINT uq_campaign_closing_campaign_id UNIQUE (campaign_id),
    CONSTRAINT fk_campaign_closing_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT
);
CREATE TABLE campaign_rule (
    id INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    is_on BOOLEAN NOT NULL,
    severity VARCHAR(40) NOT NULL,
    parameter INTEGER,
    message TEXT NOT NULL,
    CONSTRAINT pk_campaign_rule PRIMARY KEY (id),
    CONSTRAINT uq_campaign_rule_campaign_id_code UNIQUE (campaign_id, code),
    CONSTRAINT fk_campaign_rule_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT,
    CONSTRAINT ck_campaign_rule_severity CHECK (severity IN ('HARD', 'SOFT'))
);
CREATE TABLE campaign_set (
    id INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    report_group VARCHAR NOT NULL,
    set_id INTEGER NOT NULL,
    CONSTRAINT pk_campaign_set PRIMARY KEY (id),
    CONSTRAINT uq_campaign_set_campaign_id_report_group UNIQUE (campaign_id, report_group),
    CONSTRAINT fk_campaign_set_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT,
    CONSTRAINT fk_campaign_set_set_id FOREIGN KEY(set_id) REFERENCES criteria_set (id) ON DELETE RESTRICT
);
CREATE INDEX ix_campaign_set_set_id ON campaign_set (set_id);
CREATE TABLE campaign_step (
    id INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    state VARCHAR(40) NOT NULL,
    "on" DATE NOT NULL,
    is_late BOOLEAN NOT NULL,
    reason VARCHAR NOT NULL,
    CONSTRAINT pk_campaign_step PRIMARY KEY (id),
    CONSTRAINT uq_campaign_step_campaign_id_state UNIQUE (campaign_id, state),
    CONSTRAINT fk_campaign_step_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT,
    CONSTRAINT ck_campaign_step_campaignstate CHECK (state IN ('DRAFT', 'LAUNCHED', 'REGISTRATION_OPEN', 'REGISTRATION_CLOSED', 'SELF_SCORING', 'VERIFYING', 'REVIEWING', 'DECIDED', 'CLOSED'))
);
CREATE TABLE campaign_text (
    id INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    "key" VARCHAR NOT NULL,
    text TEXT NOT NULL,
    CONSTRAINT pk_campaign_text PRIMARY KEY (id),
    CONSTRAINT uq_campaign_text_campaign_id_key UNIQUE (campaign_id, "key"),
    CONSTRAINT fk_campaign_text_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT
);
CREATE TABLE cell_rating_line (
    id INTEGER NOT NULL,
    rating_id INTEGER NOT NULL,
    criterion_id INTEGER NOT NULL,
    self_points INTEGER,
    verified_points INTEGER,
    CONSTRAINT pk_cell_rating_line PRIMARY KEY (id),
    CONSTRAINT uq_cell_rating_line_rating_id_criterion_id UNIQUE (rating_id, criterion_id),
    CONSTRAINT fk_cell_rating_line_rating_id FOREIGN KEY(rating_id) REFERENCES cell_rating (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cell_rating_line_criterion_id FOREIGN KEY(criterion_id) REFERENCES criterion (id) ON DELETE RESTRICT
);
CREATE INDEX ix_cell_rating_line_criterion_id ON cell_rating_line (criterion_id);
CREATE TABLE cited_document (
    id INTEGER NOT NULL,
    meeting_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number VARCHAR NOT NULL,
    dated_on DATE,
    issuer VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    treatment VARCHAR NOT NULL,
    CONSTRAINT pk_cited_document PRIMARY KEY (id),
    CONSTRAINT fk_cited_document_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT
);
CREATE INDEX ix_cited_document_meeting_id ON cited_document (meeting_id);
CREATE TABLE committee_title (
    id INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    state VARCHAR(40) NOT NULL,
    registered_on DATE,
    self_scored_on DATE,
    votes_for INTEGER,
    achievements TEXT NOT NULL,
    superior_decision_no VARCHAR NOT NULL,
    superior_decided_on DATE,
    superior_signer VARCHAR NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_committee_title PRIMARY KEY (id),
    CONSTRAINT ck_committee_title_votes CHECK (votes_for IS NULL OR votes_for >= 0),
    CONSTRAINT uq_committee_title_campaign_id UNIQUE (campaign_id),
    CONSTRAINT fk_committee_title_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT,
    CONSTRAINT ck_committee_title_entrystate CHECK (state IN ('NOT_REGISTERED', 'REGISTERED', 'WITHDRAWN', 'SELF_SCORED', 'SUBMITTED', 'RETURNED', 'VERIFIED', 'ON_HOLD', 'PROPOSED', 'NOT_PROPOSED', 'SUBMITTED_UP', 'RECOGNISED', 'NOT_RECOGNISED', 'REVOKED', 'CLOSED_REORG'))
);
CREATE TABLE criterion_option (
    id INTEGER NOT NULL,
    criterion_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    label VARCHAR NOT NULL,
    points INTEGER NOT NULL,
    lower_bound INTEGER,
    upper_bound INTEGER,
    second_lower INTEGER,
    CONSTRAINT pk_criterion_option PRIMARY KEY (id),
    CONSTRAINT fk_criterion_option_criterion_id FOREIGN KEY(criterion_id) REFERENCES criterion (id) ON DELETE RESTRICT
);
CREATE INDEX ix_criterion_option_criterion_id ON criterion_option (criterion_id);
CREATE TABLE guest (
    id INTEGER NOT NULL,
    meeting_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    person_id INTEGER,
    name VARCHAR NOT NULL,
    post VARCHAR NOT NULL,
    organisation VARCHAR NOT NULL,
    capacity VARCHAR(40) NOT NULL,
    speech TEXT NOT NULL,
    CONSTRAINT pk_guest PRIMARY KEY (id),
    CONSTRAINT fk_guest_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT,
    CONSTRAINT fk_guest_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT,
    CONSTRAINT ck_guest_guestcapacity CHECK (capacity IN ('IN_CHARGE', 'WORKING_GROUP', 'HIGHER', 'OTHER'))
);
CREATE INDEX ix_guest_meeting_id ON guest (meeting_id);
CREATE INDEX ix_guest_person_id ON guest (person_id);
CREATE TABLE holding (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    body_id INTEGER NOT NULL,
    post VARCHAR NOT NULL,
    rank INTEGER NOT NULL,
    can_sign BOOLEAN NOT NULL,
    from_on DATE,
    to_on DATE,
    CONSTRAINT pk_holding PRIMARY KEY (id),
    CONSTRAINT ck_holding_order CHECK (to_on IS NULL OR from_on IS NULL OR to_on >= from_on),
    CONSTRAINT fk_holding_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT,
    CONSTRAINT fk_holding_body_id FOREIGN KEY(body_id) REFERENCES body (id) ON DELETE RESTRICT
);
CREATE INDEX ix_holding_body_id ON holding (body_id);
CREATE INDEX ix_holding_person_id ON holding (person_id);
CREATE TABLE in_charge (
    id INTEGER NOT NULL,
    cell_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    from_on DATE,
    to_on DATE,
    decision_no VARCHAR NOT NULL,
    CONSTRAINT pk_in_charge PRIMARY KEY (id),
    CONSTRAINT ck_in_charge_order CHECK (to_on IS NULL OR from_on IS NULL OR to_on >= from_on),
    CONSTRAINT fk_in_charge_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT,
    CONSTRAINT fk_in_charge_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT
);
CREATE INDEX ix_in_charge_cell_id ON in_charge (cell_id);
CREATE INDEX ix_in_charge_person_id ON in_charge (person_id);
CREATE TABLE meeting_brief (
    id INTEGER NOT NULL,
    meeting_id INTEGER NOT NULL,
    total INTEGER,
    expected INTEGER,
    present INTEGER,
    unexcused INTEGER,
    speakers INTEGER,
    contributions INTEGER,
    minutes INTEGER,
    CONSTRAINT pk_meeting_brief PRIMARY KEY (id),
    CONSTRAINT uq_meeting_brief_meeting_id UNIQUE (meeting_id),
    CONSTRAINT fk_meeting_brief_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT
);
CREATE TABLE meeting_plan (
    id INTEGER NOT NULL,
    cell_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    month INTEGER NOT NULL,
    type VARCHAR(40) NOT NULL,
    planned_on DATE,
    starts_at TIME,
    place VARCHAR NOT NULL,
    theme VARCHAR NOT NULL,
    presenter VARCHAR NOT NULL,
    draft_due_on DATE,
    attendee_id INTEGER,
    exception_reason VARCHAR NOT NULL,
    agreed_at DATETIME,
    note VARCHAR NOT NULL,
    CONSTRAINT pk_meeting_plan PRIMARY KEY (id),
    CONSTRAINT uq_meeting_plan_cell_id_year_month_type UNIQUE (cell_id, year, month, type),
    CONSTRAINT ck_meeting_plan_month CHECK (month BETWEEN 1 AND 12),
    CONSTRAINT fk_meeting_plan_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT,
    CONSTRAINT ck_meeting_plan_meetingtype CHECK (type IN ('REGULAR', 'THEMED', 'COMBINED', 'COMMITTEE', 'EXTRAORDINARY', 'REVIEW', 'CONGRESS', 'GROUP')),
    CONSTRAINT fk_meeting_plan_attendee_id FOREIGN KEY(attendee_id) REFERENCES person (id) ON DELETE RESTRICT
);
CREATE INDEX ix_meeting_plan_attendee_id ON meeting_plan (attendee_id);
CREATE TABLE member_rating_line (
    id INTEGER NOT NULL,
    rating_id INTEGER NOT NULL,
    criterion_id INTEGER NOT NULL,
    self_points INTEGER,
    cell_points INTEGER,
    CONSTRAINT pk_member_rating_line PRIMARY KEY (id),
    CONSTRAINT uq_member_rating_line_rating_id_criterion_id UNIQUE (rating_id, criterion_id),
    CONSTRAINT fk_member_rating_line_rating_id FOREIGN KEY(rating_id) REFERENCES member_rating (id) ON DELETE RESTRICT,
    CONSTRAINT fk_member_rating_line_criterion_id FOREIGN KEY(criterion_id) REFERENCES criterion (id) ON DELETE RESTRICT
);
CREATE INDEX ix_member_rating_line_criterion_id ON member_rating_line (criterion_id);
CREATE TABLE member_title (
    id INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    cell_id INTEGER NOT NULL,
    state VARCHAR(40) NOT NULL,
    registered_on DATE,
    passed TEXT NOT NULL,
    voted_on DATE,
    votes_for INTEGER,
    vote_base INTEGER,
    reason TEXT NOT NULL,
    decided_on DATE,
    CONSTRAINT pk_member_title PRIMARY KEY (id),
    CONSTRAINT uq_member_title_campaign_id_member_id UNIQUE (campaign_id, member_id),
    CONSTRAINT ck_member_title_votes CHECK (votes_for IS NULL OR votes_for >= 0),
    CONSTRAINT fk_member_title_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT,
    CONSTRAINT fk_member_title_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
    CONSTRAINT fk_member_title_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT,
    CONSTRAINT ck_member_title_entrystate CHECK (state IN ('NOT_REGISTERED', 'REGISTERED', 'WITHDRAWN', 'SELF_SCORED', 'SUBMITTED', 'RETURNED', 'VERIFIED', 'ON_HOLD', 'PROPOSED', 'NOT_PROPOSED', 'SUBMITTED_UP', 'RECOGNISED', 'NOT_RECOGNISED', 'REVOKED', 'CLOSED_REORG'))
);
CREATE INDEX ix_member_title_cell_id ON member_title (cell_id);
CREATE INDEX ix_member_title_member_id ON member_title (member_id);
CREATE TABLE minutes_addendum (
    id INTEGER NOT NULL,
    meeting_id INTEGER NOT NULL,
    text TEXT NOT NULL,
    author VARCHAR NOT NULL,
    written_on DATE NOT NULL,
    CONSTRAINT pk_minutes_addendum PRIMARY KEY (id),
    CONSTRAINT fk_minutes_addendum_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT
);
CREATE INDEX ix_minutes_addendum_meeting_id ON minutes_addendum (meeting_id);
CREATE TABLE minutes_section (
    id INTEGER NOT NULL,
    meeting_id INTEGER NOT NULL,
    "key" VARCHAR NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_minutes_section PRIMARY KEY (id),
    CONSTRAINT uq_minutes_section_meeting_id_key UNIQUE (meeting_id, "key"),
    CONSTRAINT fk_minutes_section_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT
);
CREATE INDEX ix_minutes_section_meeting_id ON minutes_section (meeting_id);
CREATE TABLE number_series (
    id INTEGER NOT NULL,
    term_id INTEGER NOT NULL,
    series VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    CONSTRAINT pk_number_series PRIMARY KEY (id),
    CONSTRAINT uq_number_series_term_id_series UNIQUE (term_id, series),
    CONSTRAINT ck_number_series_start CHECK (start >= 1),
    CONSTRAINT fk_number_series_term_id FOREIGN KEY(term_id) REFERENCES term (id) ON DELETE RESTRICT
);
CREATE INDEX ix_number_series_term_id ON number_series (term_id);
CREATE TABLE petition (
    id INTEGER NOT NULL,
    cell_id INTEGER NOT NULL,
    meeting_id INTEGER,
    source VARCHAR(40) NOT NULL,
    raised_by VARCHAR NOT NULL,
    raised_on DATE NOT NULL,
    text TEXT NOT NULL,
    text_folded VARCHAR NOT NULL,
    original TEXT NOT NULL,
    addressed_to VARCHAR NOT NULL,
    state VARCHAR(40) NOT NULL,
    sent_on DATE,
    answer_due_on DATE,
    reminded_on DATE,
    answer TEXT NOT NULL,
    answered_on DATE,
    told_on DATE,
    note VARCHAR NOT NULL,
    CONSTRAINT pk_petition PRIMARY KEY (id),
    CONSTRAINT fk_petition_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT,
    CONSTRAINT fk_petition_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT,
    CONSTRAINT ck_petition_petitionsource CHECK (source IN ('CELL', 'MEMBER', 'RESIDENT', 'OBSERVER')),
    CONSTRAINT ck_petition_petitionstate CHECK (state IN ('RAISED', 'SENT', 'ANSWERED', 'TOLD', 'DROPPED'))
);
CREATE INDEX ix_petition_cell_id ON petition (cell_id);
CREATE INDEX ix_petition_meeting_id ON petition (meeting_id);
CREATE TABLE review_absence (
    id INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    CONSTRAINT pk_review_absence PRIMARY KEY (id),
    CONSTRAINT fk_review_absence_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT
);
CREATE INDEX ix_review_absence_campaign_id ON review_absence (campaign_id);
CREATE TABLE review_opinion (
    id INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    speaker VARCHAR NOT NULL,
    text TEXT NOT NULL,
    CONSTRAINT pk_review_opinion PRIMARY KEY (id),
    CONSTRAINT fk_review_opinion_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT
);
CREATE INDEX ix_review_opinion_campaign_id ON review_opinion (campaign_id);
CREATE TABLE review_sitting (
    id INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    held_on DATE NOT NULL,
    total INTEGER,
    present INTEGER,
    body VARCHAR(40) NOT NULL,
    method VARCHAR(40) NOT NULL,
    starts_at TIME,
    ends_at TIME,
    place VARCHAR NOT NULL,
    chair VARCHAR NOT NULL,
    secretary VARCHAR NOT NULL,
    guests TEXT NOT NULL,
    presenter VARCHAR NOT NULL,
    conclusion TEXT NOT NULL,
    absences TEXT NOT NULL,
    opinions TEXT NOT NULL,
    CONSTRAINT pk_review_sitting PRIMARY KEY (id),
    CONSTRAINT uq_review_sitting_campaign_id_number UNIQUE (campaign_id, number),
    CONSTRAINT ck_review_sitting_number CHECK (number > 1),
    CONSTRAINT fk_review_sitting_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT,
    CONSTRAINT ck_review_sitting_reviewbody CHECK (body IN ('BTV', 'BCH')),
    CONSTRAINT ck_review_sitting_votemethod CHECK (method IN ('PHIEU_KIN', 'GIO_TAY', 'LAY_Y_KIEN_BANG_VAN_BAN'))
);
CREATE TABLE roster_line (
    id INTEGER NOT NULL,
    meeting_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    name_at_time VARCHAR NOT NULL,
    status_at_time VARCHAR(40) NOT NULL,
    is_full_at_time BOOLEAN NOT NULL,
    post_at_time VARCHAR(40),
    attendance VARCHAR(40) NOT NULL,
    reason VARCHAR NOT NULL,
    arrived_at TIME,
    left_at TIME,
    owes_dues BOOLEAN NOT NULL,
    CONSTRAINT pk_roster_line PRIMARY KEY (id),
    CONSTRAINT uq_roster_line_meeting_id_member_id UNIQUE (meeting_id, member_id),
    CONSTRAINT fk_roster_line_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT,
    CONSTRAINT fk_roster_line_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
    CONSTRAINT ck_roster_line_memberstatus CHECK (status_at_time IN ('FULL', 'PROBATIONARY', 'EXEMPT', 'TEMP_OUT', 'TEMP_IN', 'SPECIAL_DUTY', 'SUSPENDED')),
    CONSTRAINT ck_roster_line_cellpost CHECK (post_at_time IN ('SECRETARY', 'DEPUTY', 'COMMITTEE_MEMBER', 'GROUP_LEADER')),
    CONSTRAINT ck_roster_line_attendance CHECK (attendance IN ('PRESENT', 'LATE', 'LEFT_EARLY', 'ONLINE', 'ABSENT_EXCUSED', 'ABSENT_UNEXCUSED', 'NOT_EXPECTED'))
);
CREATE INDEX ix_roster_line_meeting_id ON roster_line (meeting_id);
CREATE INDEX ix_roster_line_member_id ON roster_line (member_id);
CREATE INDEX ix_roster_line_noted ON roster_line (meeting_id, member_id, attendance, status_at_time, owes_dues) WHERE attendance IN ('ABSENT_EXCUSED', 'ABSENT_UNEXCUSED', 'NOT_EXPECTED') OR status_at_time IN ('EXEMPT', 'SPECIAL_DUTY', 'SUSPENDED', 'TEMP_OUT') OR owes_dues;
CREATE TABLE score_option (
    id INTEGER NOT NULL,
    item_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    label VARCHAR NOT NULL,
    points INTEGER NOT NULL,
    lower_bound INTEGER,
    upper_bound INTEGER,
    CONSTRAINT pk_score_option PRIMARY KEY (id),
    CONSTRAINT fk_score_option_item_id FOREIGN KEY(item_id) REFERENCES score_item (id) ON DELETE RESTRICT
);
CREATE INDEX ix_score_option_item_id ON score_option (item_id);
CREATE TABLE sent_paper (
    id INTEGER NOT NULL,
    meeting_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    sent_on DATE,
    means VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    CONSTRAINT pk_sent_paper PRIMARY KEY (id),
    CONSTRAINT fk_sent_paper_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT
);
CREATE INDEX ix_sent_paper_meeting_id ON sent_paper (meeting_id);
CREATE TABLE task (
    id INTEGER NOT NULL,
    meeting_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    assignee_id INTEGER,
    assignee VARCHAR NOT NULL,
    due_on DATE,
    note VARCHAR NOT NULL,
    state VARCHAR(40) NOT NULL,
    result TEXT NOT NULL,
    closed_in_id INTEGER,
    carried_to_id INTEGER,
    CONSTRAINT pk_task PRIMARY KEY (id),
    CONSTRAINT fk_task_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT,
    CONSTRAINT fk_task_assignee_id FOREIGN KEY(assignee_id) REFERENCES member (id) ON DELETE RESTRICT,
    CONSTRAINT ck_task_taskstate CHECK (state IN ('OPEN', 'DONE', 'LATE', 'CANCELLED')),
    CONSTRAINT fk_task_closed_in_id FOREIGN KEY(closed_in_id) REFERENCES meeting (id) ON DELETE RESTRICT,
    CONSTRAINT fk_task_carried_to_id FOREIGN KEY(carried_to_id) REFERENCES cell (id) ON DELETE RESTRICT
);
CREATE INDEX ix_task_assignee_id ON task (assignee_id);
CREATE INDEX ix_task_carried_to_id ON task (carried_to_id);
CREATE INDEX ix_task_closed_in_id ON task (closed_in_id);
CREATE INDEX ix_task_due_on ON task (due_on);
CREATE INDEX ix_task_meeting_id ON task (meeting_id);
CREATE TABLE vote (
    id INTEGER NOT NULL,
    meeting_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    matter VARCHAR NOT NULL,
    method VARCHAR(40) NOT NULL,
    threshold VARCHAR(40) NOT NULL,
    threshold_share VARCHAR NOT NULL,
    base INTEGER NOT NULL,
    base_reason VARCHAR NOT NULL,
    votes_for INTEGER NOT NULL,
    votes_against INTEGER NOT NULL,
    abstained INTEGER NOT NULL,
    CONSTRAINT pk_vote PRIMARY KEY (id),
    CONSTRAINT ck_vote_counts CHECK (votes_for >= 0 AND votes_against >= 0 AND abstained >= 0),
    CONSTRAINT ck_vote_within_base CHECK (votes_for + votes_against + abstained <= base),
    CONSTRAINT fk_vote_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT,
    CONSTRAINT ck_vote_votemethod CHECK (method IN ('SHOW_OF_HANDS', 'BALLOT', 'HANDBOOK')),
    CONSTRAINT ck_vote_votethreshold CHECK (threshold IN ('OVER_HALF', 'TWO_THIRDS', 'CUSTOM'))
);
CREATE INDEX ix_vote_meeting_id ON vote (meeting_id);
CREATE TABLE working_group (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    decision_no VARCHAR NOT NULL,
    decision_on DATE,
    from_on DATE,
    to_on DATE,
    duties TEXT NOT NULL,
    campaign_id INTEGER,
    CONSTRAINT pk_working_group PRIMARY KEY (id),
    CONSTRAINT fk_working_group_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT
);
CREATE INDEX ix_working_group_campaign_id ON working_group (campaign_id);
CREATE TABLE book_pages (
    id INTEGER NOT NULL,
    meeting_id INTEGER NOT NULL,
    addendum_id INTEGER,
    cell_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    volume INTEGER NOT NULL,
    first_page INTEGER NOT NULL,
    last_page INTEGER NOT NULL,
    printed_on DATE NOT NULL,
    is_late BOOLEAN NOT NULL,
    addenda INTEGER NOT NULL,
    CONSTRAINT pk_book_pages PRIMARY KEY (id),
    CONSTRAINT fk_book_pages_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT,
    CONSTRAINT uq_book_pages_addendum_id UNIQUE (addendum_id),
    CONSTRAINT fk_book_pages_addendum_id FOREIGN KEY(addendum_id) REFERENCES minutes_addendum (id) ON DELETE RESTRICT,
    CONSTRAINT fk_book_pages_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX uq_book_pages_minutes ON book_pages (meeting_id) WHERE addendum_id IS NULL;
CREATE TABLE cell_entry (
    id INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    cell_id INTEGER NOT NULL,
    name_at_time VARCHAR NOT NULL,
    group_at_time VARCHAR NOT NULL,
    state VARCHAR(40) NOT NULL,
    is_pilot BOOLEAN NOT NULL,
    pilot_reason VARCHAR NOT NULL,
    registered_on DATE,
    is_late BOOLEAN NOT NULL,
    late_reason VARCHAR NOT NULL,
    signer VARCHAR NOT NULL,
    targets TEXT NOT NULL,
    target_level VARCHAR(40),
    target_good_percent INTEGER,
    target_admissions INTEGER,
    target_themed INTEGER,
    target_models INTEGER,
    register_votes_for INTEGER,
    register_vote_base INTEGER,
    register_meeting_on DATE,
    self_scored_on DATE,
    self_votes_for INTEGER,
    self_vote_base INTEGER,
    self_meeting_id INTEGER,
    self_present INTEGER,
    submitted_on DATE,
    received_by VARCHAR NOT NULL,
    is_late_dossier BOOLEAN NOT NULL,
    late_dossier_reason VARCHAR NOT NULL,
    verified_on DATE,
    hold_reason VARCHAR NOT NULL,
    hold_source VARCHAR NOT NULL,
    hold_on DATE,
    hold_conclusion TEXT NOT NULL,
    hold_released_on DATE,
    votes_for INTEGER,
    votes_against INTEGER,
    votes_abstained INTEGER,
    ballots_out INTEGER,
    ballots_in INTEGER,
    ballots_invalid INTEGER,
    sitting_id INTEGER,
    superior_decision_no VARCHAR NOT NULL,
    superior_decided_on DATE,
    superior_signer VARCHAR NOT NULL,
    revoked_on DATE,
    revoke_reason TEXT NOT NULL,
    revoke_basis VARCHAR NOT NULL,
    takes_award_back BOOLEAN NOT NULL,
    reopened_note TEXT NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT pk_cell_entry PRIMARY KEY (id),
    CONSTRAINT uq_cell_entry_campaign_id_cell_id UNIQUE (campaign_id, cell_id),
    CONSTRAINT ck_cell_entry_votes CHECK (votes_for IS NULL OR votes_for >= 0),
    CONSTRAINT fk_cell_entry_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cell_entry_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT,
    CONSTRAINT ck_cell_entry_entrystate CHECK (state IN ('NOT_REGISTERED', 'REGISTERED', 'WITHDRAWN', 'SELF_SCORED', 'SUBMITTED', 'RETURNED', 'VERIFIED', 'ON_HOLD', 'PROPOSED', 'NOT_PROPOSED', 'SUBMITTED_UP', 'RECOGNISED', 'NOT_RECOGNISED', 'REVOKED', 'CLOSED_REORG')),
    CONSTRAINT ck_cell_entry_qualitylevel CHECK (target_level IN ('HTXSNV', 'HTTNV', 'HTNV', 'KHTNV')),
    CONSTRAINT fk_cell_entry_self_meeting_id FOREIGN KEY(self_meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cell_entry_sitting_id FOREIGN KEY(sitting_id) REFERENCES review_sitting (id) ON DELETE RESTRICT
);
CREATE INDEX ix_cell_entry_campaign_id ON cell_entry (campaign_id);
CREATE INDEX ix_cell_entry_cell_id ON cell_entry (cell_id);
CREATE INDEX ix_cell_entry_self_meeting_id ON cell_entry (self_meeting_id);
CREATE INDEX ix_cell_entry_sitting_id ON cell_entry (sitting_id);
CREATE TABLE committee_dossier_line (
    id INTEGER NOT NULL,
    title_id INTEGER NOT NULL,
    item VARCHAR(40) NOT NULL,
    is_there BOOLEAN NOT NULL,
    "on" DATE,
    note VARCHAR NOT NULL,
    CONSTRAINT pk_committee_dossier_line PRIMARY KEY (id),
    CONSTRAINT uq_committee_dossier_line_title_id_item UNIQUE (title_id, item),
    CONSTRAINT fk_committee_dossier_line_title_id FOREIGN KEY(title_id) REFERENCES committee_title (id) ON DELETE RESTRICT,
    CONSTRAINT ck_committee_dossier_line_committeepaper CHECK (item IN ('PETITION', 'LIST', 'MINUTES', 'REPORT', 'SCORE_SHEET', 'ACHIEVEMENTS', 'RATINGS'))
);
CREATE TABLE committee_score (
    id INTEGER NOT NULL,
    title_id INTEGER NOT NULL,
    criterion_id INTEGER NOT NULL,
    self_points INTEGER,
    agreed_points INTEGER,
    is_not_applicable BOOLEAN NOT NULL,
    evidence TEXT NOT NULL,
    CONSTRAINT pk_committee_score PRIMARY KEY (id),
    CONSTRAINT uq_committee_score_title_id_criterion_id UNIQUE (title_id, criterion_id),
    CONSTRAINT fk_committee_score_title_id FOREIGN KEY(title_id) REFERENCES committee_title (id) ON DELETE RESTRICT,
    CONSTRAINT fk_committee_score_criterion_id FOREIGN KEY(criterion_id) REFERENCES criterion (id) ON DELETE RESTRICT
);
CREATE INDEX ix_committee_score_criterion_id ON committee_score (criterion_id);
CREATE TABLE contribution (
    id INTEGER NOT NULL,
    meeting_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    agenda_item_id INTEGER,
    roster_line_id INTEGER,
    guest_id INTEGER,
    kind VARCHAR(40) NOT NULL,
    text TEXT NOT NULL,
    text_folded VARCHAR NOT NULL,
    CONSTRAINT pk_contribution PRIMARY KEY (id),
    CONSTRAINT ck_contribution_one_speaker CHECK (roster_line_id IS NULL OR guest_id IS NULL),
    CONSTRAINT fk_contribution_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT,
    CONSTRAINT fk_contribution_agenda_item_id FOREIGN KEY(agenda_item_id) REFERENCES agenda_item (id) ON DELETE RESTRICT,
    CONSTRAINT fk_contribution_roster_line_id FOREIGN KEY(roster_line_id) REFERENCES roster_line (id) ON DELETE RESTRICT,
    CONSTRAINT fk_contribution_guest_id FOREIGN KEY(guest_id) REFERENCES guest (id) ON DELETE RESTRICT,
    CONSTRAINT ck_contribution_contributionkind CHECK (kind IN ('OPINION', 'SELF_CRITICISM', 'CRITICISM', 'PROPOSAL', 'ANSWER'))
);
CREATE INDEX ix_contribution_agenda_item_id ON contribution (agenda_item_id);
CREATE INDEX ix_contribution_guest_id ON contribution (guest_id);
CREATE INDEX ix_contribution_meeting_id ON contribution (meeting_id);
CREATE INDEX ix_contribution_roster_line_id ON contribution (roster_line_id);
CREATE TABLE sample_event (
    id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    cell_id INTEGER NOT NULL,
    meeting_id INTEGER,
    working_group_id INTEGER,
    state VARCHAR(40) NOT NULL,
    planned_on DATE,
    planned_type VARCHAR(40),
    purpose TEXT NOT NULL,
    chosen_because TEXT NOT NULL,
    note TEXT NOT NULL,
    feedback_on DATE,
    feedback_starts_at TIME,
    feedback_ends_at TIME,
    feedback_place VARCHAR NOT NULL,
    feedback_chair_id INTEGER,
    feedback_minute_taker_id INTEGER,
    self_assessment TEXT NOT NULL,
    reply TEXT NOT NULL,
    settled TEXT NOT NULL,
    strengths TEXT NOT NULL,
    weaknesses TEXT NOT NULL,
    causes TEXT NOT NULL,
    agreed_process TEXT NOT NULL,
    task_sample_cell TEXT NOT NULL,
    task_sample_cell_due_on DATE,
    task_other_cells TEXT NOT NULL,
    apply_from DATE,
    CONSTRAINT pk_sample_event PRIMARY KEY (id),
    CONSTRAINT fk_sample_event_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT,
    CONSTRAINT fk_sample_event_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT,
    CONSTRAINT fk_sample_event_working_group_id FOREIGN KEY(working_group_id) REFERENCES working_group (id) ON DELETE RESTRICT,
    CONSTRAINT ck_sample_event_samplestate CHECK (state IN ('PLANNED', 'PREPARING', 'READY', 'HELD', 'REVIEWED', 'CONCLUDED', 'REPLICATING', 'CLOSED', 'POSTPONED', 'CANCELLED')),
    CONSTRAINT ck_sample_event_meetingtype CHECK (planned_type IN ('REGULAR', 'THEMED', 'COMBINED', 'COMMITTEE', 'EXTRAORDINARY', 'REVIEW', 'CONGRESS', 'GROUP')),
    CONSTRAINT fk_sample_event_feedback_chair_id FOREIGN KEY(feedback_chair_id) REFERENCES person (id) ON DELETE RESTRICT,
    CONSTRAINT fk_sample_event_feedback_minute_taker_id FOREIGN KEY(feedback_minute_taker_id) REFERENCES person (id) ON DELETE RESTRICT
);
CREATE INDEX ix_sample_event_cell_id ON sample_event (cell_id);
CREATE INDEX ix_sample_event_meeting_id ON sample_event (meeting_id);
CREATE INDEX ix_sample_event_working_group_id ON sample_event (working_group_id);
CREATE TABLE task_review (
    id INTEGER NOT NULL,
    meeting_id INTEGER NOT NULL,
    task_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    state_at_start VARCHAR NOT NULL,
    state VARCHAR(40) NOT NULL,
    result TEXT NOT NULL,
    CONSTRAINT pk_task_review PRIMARY KEY (id),
    CONSTRAINT uq_task_review_meeting_id_task_id UNIQUE (meeting_id, task_id),
    CONSTRAINT fk_task_review_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT,
    CONSTRAINT fk_task_review_task_id FOREIGN KEY(task_id) REFERENCES task (id) ON DELETE RESTRICT,
    CONSTRAINT ck_task_review_taskstate CHECK (state IN ('OPEN', 'DONE', 'LATE', 'CANCELLED'))
);
CREATE INDEX ix_task_review_meeting_id ON task_review (meeting_id);
CREATE INDEX ix_task_review_task_id ON task_review (task_id);
CREATE TABLE working_group_member (
    id INTEGER NOT NULL,
    group_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    role VARCHAR(40) NOT NULL,
    cells VARCHAR NOT NULL,
    CONSTRAINT pk_working_group_member PRIMARY KEY (id),
    CONSTRAINT uq_working_group_member_group_id_person_id UNIQUE (group_id, person_id),
    CONSTRAINT fk_working_group_member_group_id FOREIGN KEY(group_id) REFERENCES working_group (id) ON DELETE RESTRICT,
    CONSTRAINT fk_working_group_member_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT,
    CONSTRAINT ck_working_group_member_grouprole CHECK (role IN ('LEADER', 'DEPUTY', 'MEMBER', 'CLERK'))
);
CREATE INDEX ix_working_group_member_group_id ON working_group_member (group_id);
CREATE INDEX ix_working_group_member_person_id ON working_group_member (person_id);
CREATE TABLE defect (
    id INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    text TEXT NOT NULL,
    returned_on DATE NOT NULL,
    due_on DATE NOT NULL,
    fixed_on DATE,
    CONSTRAINT pk_defect PRIMARY KEY (id),
    CONSTRAINT fk_defect_entry_id FOREIGN KEY(entry_id) REFERENCES cell_entry (id) ON DELETE RESTRICT
);
CREATE INDEX ix_defect_entry_id ON defect (entry_id);
CREATE TABLE dossier_line (
    id INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    item VARCHAR(40) NOT NULL,
    is_there BOOLEAN NOT NULL,
    "on" DATE,
    received_by VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    CONSTRAINT pk_dossier_line PRIMARY KEY (id),
    CONSTRAINT uq_dossier_line_entry_id_item UNIQUE (entry_id, item),
    CONSTRAINT fk_dossier_line_entry_id FOREIGN KEY(entry_id) REFERENCES cell_entry (id) ON DELETE RESTRICT,
    CONSTRAINT ck_dossier_line_dossieritem CHECK (item IN ('REGISTRATION', 'SELF_REPORT', 'SELF_SCORE', 'MINUTES', 'EVIDENCE', 'COLLECTIVE_REVIEW', 'MEMBER_RATINGS', 'REMARK', 'ACHIEVEMENTS'))
);
CREATE TABLE earlier_vote (
    id INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    sitting_id INTEGER,
    votes_for INTEGER,
    votes_against INTEGER,
    votes_abstained INTEGER,
    ballots_out INTEGER,
    ballots_in INTEGER,
    ballots_invalid INTEGER,
    points VARCHAR NOT NULL,
    level VARCHAR(40),
    reasons TEXT NOT NULL,
    is_fit BOOLEAN NOT NULL,
    CONSTRAINT pk_earlier_vote PRIMARY KEY (id),
    CONSTRAINT fk_earlier_vote_entry_id FOREIGN KEY(entry_id) REFERENCES cell_entry (id) ON DELETE RESTRICT,
    CONSTRAINT fk_earlier_vote_sitting_id FOREIGN KEY(sitting_id) REFERENCES review_sitting (id) ON DELETE RESTRICT,
    CONSTRAINT ck_earlier_vote_qualitylevel CHECK (level IN ('HTXSNV', 'HTTNV', 'HTNV', 'KHTNV'))
);
CREATE INDEX ix_earlier_vote_entry_id ON earlier_vote (entry_id);
CREATE TABLE entry_pledge (
    id INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    group_code VARCHAR NOT NULL,
    text TEXT NOT NULL,
    due VARCHAR NOT NULL,
    responsible VARCHAR NOT NULL,
    CONSTRAINT pk_entry_pledge PRIMARY KEY (id),
    CONSTRAINT fk_entry_pledge_entry_id FOREIGN KEY(entry_id) REFERENCES cell_entry (id) ON DELETE RESTRICT
);
CREATE INDEX ix_entry_pledge_entry_id ON entry_pledge (entry_id);
CREATE TABLE entry_reason (
    id INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    reason VARCHAR(40) NOT NULL,
    text TEXT NOT NULL,
    CONSTRAINT pk_entry_reason PRIMARY KEY (id),
    CONSTRAINT uq_entry_reason_entry_id_reason UNIQUE (entry_id, reason),
    CONSTRAINT fk_entry_reason_entry_id FOREIGN KEY(entry_id) REFERENCES cell_entry (id) ON DELETE RESTRICT,
    CONSTRAINT ck_entry_reason_reason CHECK (reason IN ('R01', 'R02', 'R03', 'R04', 'R05', 'R06', 'R07', 'R08', 'R09', 'R10', 'R11', 'R12', 'R13', 'R14', 'R99'))
);
CREATE INDEX ix_entry_reason_entry_id ON entry_reason (entry_id);
CREATE TABLE entry_score (
    id INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    criterion_id INTEGER NOT NULL,
    self_points INTEGER,
    in_charge_points INTEGER,
    verified_points INTEGER,
    final_points INTEGER,
    is_not_applicable BOOLEAN NOT NULL,
    auto_points INTEGER,
    auto_value VARCHAR NOT NULL,
    auto_on DATE,
    evidence TEXT NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT pk_entry_score PRIMARY KEY (id),
    CONSTRAINT uq_entry_score_entry_id_criterion_id UNIQUE (entry_id, criterion_id),
    CONSTRAINT fk_entry_score_entry_id FOREIGN KEY(entry_id) REFERENCES cell_entry (id) ON DELETE RESTRICT,
    CONSTRAINT fk_entry_score_criterion_id FOREIGN KEY(criterion_id) REFERENCES criterion (id) ON DELETE RESTRICT
);
CREATE INDEX ix_entry_score_criterion_id ON entry_score (criterion_id);
CREATE INDEX ix_entry_score_entry_id ON entry_score (entry_id);
CREATE TABLE entry_text (
    id INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    "key" VARCHAR NOT NULL,
    text TEXT NOT NULL,
    CONSTRAINT pk_entry_text PRIMARY KEY (id),
    CONSTRAINT uq_entry_text_entry_id_key UNIQUE (entry_id, "key"),
    CONSTRAINT fk_entry_text_entry_id FOREIGN KEY(entry_id) REFERENCES cell_entry (id) ON DELETE RESTRICT
);
CREATE TABLE evidence_file (
    id INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    criterion_id INTEGER,
    name VARCHAR NOT NULL,
    dated_on DATE,
    place VARCHAR NOT NULL,
    path VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    added_at DATETIME NOT NULL,
    added_by VARCHAR NOT NULL,
    CONSTRAINT pk_evidence_file PRIMARY KEY (id),
    CONSTRAINT uq_evidence_file_entry_id_path UNIQUE (entry_id, path),
    CONSTRAINT fk_evidence_file_entry_id FOREIGN KEY(entry_id) REFERENCES cell_entry (id) ON DELETE RESTRICT,
    CONSTRAINT fk_evidence_file_criterion_id FOREIGN KEY(criterion_id) REFERENCES criterion (id) ON DELETE RESTRICT
);
CREATE INDEX ix_evidence_file_criterion_id ON evidence_file (criterion_id);
CREATE TABLE observer (
    id INTEGER NOT NULL,
    event_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    name_at_time VARCHAR NOT NULL,
    post_at_time VARCHAR NOT NULL,
    organisation_at_time VARCHAR NOT NULL,
    capacity VARCHAR(40) NOT NULL,
    aspects TEXT NOT NULL,
    invited_on DATE,
    attended BOOLEAN NOT NULL,
    CONSTRAINT pk_observer PRIMARY KEY (id),
    CONSTRAINT uq_observer_event_id_person_id UNIQUE (event_id, person_id),
    CONSTRAINT fk_observer_event_id FOREIGN KEY(event_id) REFERENCES sample_event (id) ON DELETE RESTRICT,
    CONSTRAINT fk_observer_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT,
    CONSTRAINT ck_observer_observercapacity CHECK (capacity IN ('WORKING_GROUP', 'IN_CHARGE', 'COMMITTEE_MEMBER', 'CELL_SECRETARY', 'OTHER'))
);
CREATE INDEX ix_observer_event_id ON observer (event_id);
CREATE INDEX ix_observer_person_id ON observer (person_id);
CREATE TABLE rule_check (
    id INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    severity VARCHAR(40) NOT NULL,
    reason VARCHAR(40) NOT NULL,
    result VARCHAR(40) NOT NULL,
    sentence TEXT NOT NULL,
    figures TEXT NOT NULL,
    checked_at DATETIME NOT NULL,
    override_by VARCHAR NOT NULL,
    override_reason TEXT NOT NULL,
    override_minutes VARCHAR NOT NULL,
    override_on DATE,
    CONSTRAINT pk_rule_check PRIMARY KEY (id),
    CONSTRAINT uq_rule_check_entry_id_code UNIQUE (entry_id, code),
    CONSTRAINT fk_rule_check_entry_id FOREIGN KEY(entry_id) REFERENCES cell_entry (id) ON DELETE RESTRICT,
    CONSTRAINT ck_rule_check_severity CHECK (severity IN ('HARD', 'SOFT')),
    CONSTRAINT ck_rule_check_reason CHECK (reason IN ('R01', 'R02', 'R03', 'R04', 'R05', 'R06', 'R07', 'R08', 'R09', 'R10', 'R11', 'R12', 'R13', 'R14', 'R99')),
    CONSTRAINT ck_rule_check_ruleresult CHECK (result IN ('PASSED', 'FAILED', 'WARNED', 'UNKNOWN', 'OVERRIDDEN'))
);
CREATE TABLE sample_chore (
    id INTEGER NOT NULL,
    event_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    days_before INTEGER,
    due_on DATE,
    who VARCHAR NOT NULL,
    done_on DATE,
    note VARCHAR NOT NULL,
    CONSTRAINT pk_sample_chore PRIMARY KEY (id),
    CONSTRAINT fk_sample_chore_event_id FOREIGN KEY(event_id) REFERENCES sample_event (id) ON DELETE RESTRICT
);
CREATE INDEX ix_sample_chore_event_id ON sample_chore (event_id);
CREATE TABLE verification (
    id INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    "by" VARCHAR NOT NULL,
    from_on DATE,
    remark TEXT NOT NULL,
    confirmed_by VARCHAR NOT NULL,
    confirmed_on DATE,
    confirmation TEXT NOT NULL,
    CONSTRAINT pk_verification PRIMARY KEY (id),
    CONSTRAINT uq_verification_entry_id UNIQUE (entry_id),
    CONSTRAINT fk_verification_entry_id FOREIGN KEY(entry_id) REFERENCES cell_entry (id) ON DELETE RESTRICT
);
CREATE TABLE feedback_opinion (
    id INTEGER NOT NULL,
    event_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    observer_id INTEGER,
    speaker VARCHAR NOT NULL,
    capacity VARCHAR(40) NOT NULL,
    aspect VARCHAR(40) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    text TEXT NOT NULL,
    text_folded VARCHAR NOT NULL,
    answer TEXT NOT NULL,
    settled TEXT NOT NULL,
    decision VARCHAR(40) NOT NULL,
    for_others BOOLEAN NOT NULL,
    responsible VARCHAR NOT NULL,
    due_on DATE,
    CONSTRAINT pk_feedback_opinion PRIMARY KEY (id),
    CONSTRAINT fk_feedback_opinion_event_id FOREIGN KEY(event_id) REFERENCES sample_event (id) ON DELETE RESTRICT,
    CONSTRAINT fk_feedback_opinion_observer_id FOREIGN KEY(observer_id) REFERENCES observer (id) ON DELETE RESTRICT,
    CONSTRAINT ck_feedback_opinion_observercapacity CHECK (capacity IN ('WORKING_GROUP', 'IN_CHARGE', 'COMMITTEE_MEMBER', 'CELL_SECRETARY', 'OTHER')),
    CONSTRAINT ck_feedback_opinion_aspect CHECK (aspect IN ('PREPARATION', 'TIME_ATTENDANCE', 'ORDER', 'IDEOLOGY', 'TASKS', 'DISCUSSION', 'CONDUCT', 'CONCLUSION', 'BOOKS', 'OTHER')),
    CONSTRAINT ck_feedback_opinion_opinionkind CHECK (kind IN ('STRENGTH', 'WEAKNESS', 'SUGGESTION', 'QUESTION', 'REQUEST')),
    CONSTRAINT ck_feedback_opinion_opiniondecision CHECK (decision IN ('OPEN', 'ACCEPTED', 'DECLINED'))
);
CREATE INDEX ix_feedback_opinion_event_id ON feedback_opinion (event_id);
CREATE INDEX ix_feedback_opinion_observer_id ON feedback_opinion (observer_id);
CREATE TABLE observer_sheet (
    id INTEGER NOT NULL,
    observer_id INTEGER NOT NULL,
    returned_on DATE,
    strengths TEXT NOT NULL,
    weaknesses TEXT NOT NULL,
    suggestions_cell TEXT NOT NULL,
    suggestions_committee TEXT NOT NULL,
    applicable_at_home TEXT NOT NULL,
    CONSTRAINT pk_observer_sheet PRIMARY KEY (id),
    CONSTRAINT uq_observer_sheet_observer_id UNIQUE (observer_id),
    CONSTRAINT fk_observer_sheet_observer_id FOREIGN KEY(observer_id) REFERENCES observer (id) ON DELETE RESTRICT
);
CREATE TABLE paper (
    id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    issuer VARCHAR(40) NOT NULL,
    state VARCHAR(40) NOT NULL,
    title VARCHAR NOT NULL,
    title_folded VARCHAR NOT NULL,
    term_id INTEGER,
    series VARCHAR NOT NULL,
    number INTEGER,
    dated_on DATE,
    signer VARCHAR NOT NULL,
    recipients TEXT NOT NULL,
    copies INTEGER,
    kept_by VARCHAR NOT NULL,
    register_note VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    cell_id INTEGER,
    meeting_id INTEGER,
    sample_event_id INTEGER,
    observer_id INTEGER,
    campaign_id INTEGER,
    entry_id INTEGER,
    award_id INTEGER,
    sample_plan_id INTEGER,
    working_group_id INTEGER,
    period INTEGER,
    parent_id INTEGER,
    facts TEXT NOT NULL,
    issued_at DATETIME,
    issued_by VARCHAR NOT NULL,
    withdrawn_at DATETIME,
    withdrawn_reason VARCHAR NOT NULL,
    printed_at DATETIME,
    CONSTRAINT pk_paper PRIMARY KEY (id),
    CONSTRAINT ck_paper_issued_has_date CHECK (state = 'DRAFT' OR dated_on IS NOT NULL),
    CONSTRAINT ck_paper_number_in_term CHECK (number IS NULL OR term_id IS NOT NULL),
    CONSTRAINT ck_paper_issuer CHECK (issuer IN ('EXECUTIVE_COMMITTEE', 'STANDING_COMMITTEE', 'COMMITTEE_OFFICE', 'PARTY_BUILDING_BOARD', 'INSPECTION_COMMISSION', 'CELL')),
    CONSTRAINT ck_paper_paperstate CHECK (state IN ('DRAFT', 'ISSUED', 'WITHDRAWN')),
    CONSTRAINT fk_paper_term_id FOREIGN KEY(term_id) REFERENCES term (id) ON DELETE RESTRICT,
    CONSTRAINT fk_paper_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT,
    CONSTRAINT fk_paper_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT,
    CONSTRAINT fk_paper_sample_event_id FOREIGN KEY(sample_event_id) REFERENCES sample_event (id) ON DELETE RESTRICT,
    CONSTRAINT fk_paper_observer_id FOREIGN KEY(observer_id) REFERENCES observer (id) ON DELETE RESTRICT,
    CONSTRAINT fk_paper_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaign (id) ON DELETE RESTRICT,
    CONSTRAINT fk_paper_entry_id FOREIGN KEY(entry_id) REFERENCES cell_entry (id) ON DELETE RESTRICT,
    CONSTRAINT fk_paper_award_id FOREIGN KEY(award_id) REFERENCES award (id) ON DELETE RESTRICT,
    CONSTRAINT fk_paper_sample_plan_id FOREIGN KEY(sample_plan_id) REFERENCES sample_plan (id) ON DELETE RESTRICT,
    CONSTRAINT fk_paper_working_group_id FOREIGN KEY(working_group_id) REFERENCES working_group (id) ON DELETE RESTRICT,
    CONSTRAINT fk_paper_parent_id FOREIGN KEY(parent_id) REFERENCES paper (id) ON DELETE RESTRICT
);
CREATE INDEX ix_paper_award_id ON paper (award_id);
CREATE INDEX ix_paper_campaign_id ON paper (campaign_id);
CREATE INDEX ix_paper_cell_id ON paper (cell_id);
CREATE INDEX ix_paper_entry_id ON paper (entry_id);
CREATE INDEX ix_paper_meeting_id ON paper (meeting_id);
CREATE INDEX ix_paper_observer_id ON paper (observer_id);
CREATE INDEX ix_paper_parent_id ON paper (parent_id);
CREATE INDEX ix_paper_sample_event_id ON paper (sample_event_id);
CREATE INDEX ix_paper_sample_plan_id ON paper (sample_plan_id);
CREATE INDEX ix_paper_term_id ON paper (term_id);
CREATE INDEX ix_paper_working_group_id ON paper (working_group_id);
CREATE UNIQUE INDEX uq_paper_number ON paper (term_id, series, number) WHERE number IS NOT NULL;
CREATE TABLE score (
    id INTEGER NOT NULL,
    meeting_id INTEGER NOT NULL,
    template_id INTEGER NOT NULL,
    kind VARCHAR(40) NOT NULL,
    observer_id INTEGER,
    total INTEGER NOT NULL,
    rating VARCHAR(40) NOT NULL,
    limits_to_fix TEXT NOT NULL,
    reason VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    scored_on DATE,
    submitted_on DATE,
    decided_on DATE,
    CONSTRAINT pk_score PRIMARY KEY (id),
    CONSTRAINT fk_score_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT,
    CONSTRAINT fk_score_template_id FOREIGN KEY(template_id) REFERENCES score_template (id) ON DELETE RESTRICT,
    CONSTRAINT ck_score_scorekind CHECK (kind IN ('SELF', 'OBSERVER', 'IN_CHARGE', 'OFFICIAL')),
    CONSTRAINT fk_score_observer_id FOREIGN KEY(observer_id) REFERENCES observer (id) ON DELETE RESTRICT,
    CONSTRAINT ck_score_rating CHECK (rating IN ('GOOD', 'FAIR', 'AVERAGE', 'POOR'))
);
CREATE INDEX ix_score_meeting_id ON score (meeting_id);
CREATE INDEX ix_score_template_id ON score (template_id);
CREATE UNIQUE INDEX uq_score_observer ON score (observer_id) WHERE observer_id IS NOT NULL;
CREATE UNIQUE INDEX uq_score_one ON score (meeting_id, kind) WHERE kind <> 'OBSERVER';
CREATE TABLE verification_opinion (
    id INTEGER NOT NULL,
    verification_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    body VARCHAR NOT NULL,
    text TEXT NOT NULL,
    "on" DATE,
    CONSTRAINT pk_verification_opinion PRIMARY KEY (id),
    CONSTRAINT fk_verification_opinion_verification_id FOREIGN KEY(verification_id) REFERENCES verification (id) ON DELETE RESTRICT
);
CREATE INDEX ix_verification_opinion_verification_id ON verification_opinion (verification_id);
CREATE TABLE paper_file (
    id INTEGER NOT NULL,
    paper_id INTEGER NOT NULL,
    format VARCHAR(40) NOT NULL,
    state VARCHAR(40) NOT NULL,
    path VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    written_at DATETIME,
    fault VARCHAR NOT NULL,
    CONSTRAINT pk_paper_file PRIMARY KEY (id),
    CONSTRAINT uq_paper_file_paper_id_format UNIQUE (paper_id, format),
    CONSTRAINT fk_paper_file_paper_id FOREIGN KEY(paper_id) REFERENCES paper (id) ON DELETE RESTRICT,
    CONSTRAINT ck_paper_file_fileformat CHECK (format IN ('pdf', 'docx')),
    CONSTRAINT ck_paper_file_filestate CHECK (state IN ('PENDING', 'WRITTEN'))
);
CREATE INDEX ix_paper_file_paper_id ON paper_file (paper_id);
CREATE TABLE paper_scan (
    id INTEGER NOT NULL,
    paper_id INTEGER NOT NULL,
    path VARCHAR NOT NULL,
    original_name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    added_at DATETIME NOT NULL,
    added_by VARCHAR NOT NULL,
    CONSTRAINT pk_paper_scan PRIMARY KEY (id),
    CONSTRAINT uq_paper_scan_paper_id_path UNIQUE (paper_id, path),
    CONSTRAINT fk_paper_scan_paper_id FOREIGN KEY(paper_id) REFERENCES paper (id) ON DELETE RESTRICT
);
CREATE INDEX ix_paper_scan_paper_id ON paper_scan (paper_id);
CREATE TABLE replication (
    id INTEGER NOT NULL,
    event_id INTEGER NOT NULL,
    cell_id INTEGER NOT NULL,
    opinion_id INTEGER,
    content TEXT NOT NULL,
    responsible VARCHAR NOT NULL,
    due_on DATE,
    state VARCHAR(40) NOT NULL,
    checked_by VARCHAR NOT NULL,
    checked_on DATE,
    done_on DATE,
    remark TEXT NOT NULL,
    CONSTRAINT pk_replication PRIMARY KEY (id),
    CONSTRAINT fk_replication_event_id FOREIGN KEY(event_id) REFERENCES sample_event (id) ON DELETE RESTRICT,
    CONSTRAINT fk_replication_cell_id FOREIGN KEY(cell_id) REFERENCES cell (id) ON DELETE RESTRICT,
    CONSTRAINT fk_replication_opinion_id FOREIGN KEY(opinion_id) REFERENCES feedback_opinion (id) ON DELETE RESTRICT,
    CONSTRAINT ck_replication_replicationstate CHECK (state IN ('OPEN', 'DOING', 'DONE', 'DROPPED'))
);
CREATE INDEX ix_replication_cell_id ON replication (cell_id);
CREATE INDEX ix_replication_event_id ON replication (event_id);
CREATE INDEX ix_replication_opinion_id ON replication (opinion_id);
CREATE TABLE score_line (
    id INTEGER NOT NULL,
    score_id INTEGER NOT NULL,
    item_id INTEGER NOT NULL,
    points INTEGER NOT NULL,
    suggested INTEGER,
    is_left_out BOOLEAN NOT NULL,
    note VARCHAR NOT NULL,
    CONSTRAINT pk_score_line PRIMARY KEY (id),
    CONSTRAINT uq_score_line_score_id_item_id UNIQUE (score_id, item_id),
    CONSTRAINT fk_score_line_score_id FOREIGN KEY(score_id) REFERENCES score (id) ON DELETE RESTRICT,
    CONSTRAINT fk_score_line_item_id FOREIGN KEY(item_id) REFERENCES score_item (id) ON DELETE RESTRICT
);
CREATE INDEX ix_score_line_item_id ON score_line (item_id);
CREATE INDEX ix_score_line_score_id ON score_line (score_id);
CREATE TABLE sheet_check (
    id INTEGER NOT NULL,
    sheet_id INTEGER NOT NULL,
    step VARCHAR NOT NULL,
    was_done BOOLEAN,
    note VARCHAR NOT NULL,
    CONSTRAINT pk_sheet_check PRIMARY KEY (id),
    CONSTRAINT uq_sheet_check_sheet_id_step UNIQUE (sheet_id, step),
    CONSTRAINT fk_sheet_check_sheet_id FOREIGN KEY(sheet_id) REFERENCES observer_sheet (id) ON DELETE RESTRICT
);
CREATE INDEX ix_sheet_check_sheet_id ON sheet_check (sheet_id);
CREATE TABLE replication_review (
    id INTEGER NOT NULL,
    meeting_id INTEGER NOT NULL,
    replication_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    state VARCHAR(40) NOT NULL,
    result TEXT NOT NULL,
    CONSTRAINT pk_replication_review PRIMARY KEY (id),
    CONSTRAINT uq_replication_review_meeting_id_replication_id UNIQUE (meeting_id, replication_id),
    CONSTRAINT fk_replication_review_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE RESTRICT,
    CONSTRAINT fk_replication_review_replication_id FOREIGN KEY(replication_id) REFERENCES replication (id) ON DELETE RESTRICT,
    CONSTRAINT ck_replication_review_replicationstate CHECK (state IN ('OPEN', 'DOING', 'DONE', 'DROPPED'))
);
CREATE INDEX ix_replication_review_meeting_id ON replication_review (meeting_id);
CREATE INDEX ix_replication_review_replication_id ON replication_review (replication_id);
CREATE VIRTUAL TABLE finding USING fts5(words, kind, tokenize='unicode61 remove_diacritics 0');
CREATE TRIGGER finding_cell_insert AFTER INSERT ON cell BEGIN INSERT INTO finding (rowid, words, kind) VALUES (new.id * 8 + 0, new.name_folded, 'k0'); END;
CREATE TRIGGER finding_cell_update AFTER UPDATE OF id, name_folded ON cell BEGIN DELETE FROM finding WHERE rowid = old.id * 8 + 0; INSERT INTO finding (rowid, words, kind) VALUES (new.id * 8 + 0, new.name_folded, 'k0'); END;
CREATE TRIGGER finding_cell_delete AFTER DELETE ON cell BEGIN DELETE FROM finding WHERE rowid = old.id * 8 + 0; END;
CREATE TRIGGER finding_cell_name_insert AFTER INSERT ON cell_name BEGIN INSERT INTO finding (rowid, words, kind) VALUES (new.id * 8 + 1, new.name_folded, 'k1'); END;
CREATE TRIGGER finding_cell_name_update AFTER UPDATE OF id, name_folded ON cell_name BEGIN DELETE FROM finding WHERE rowid = old.id * 8 + 1; INSERT INTO finding (rowid, words, kind) VALUES (new.id * 8 + 1, new.name_folded, 'k1'); END;
CREATE TRIGGER finding_cell_name_delete AFTER DELETE ON cell_name BEGIN DELETE FROM finding WHERE rowid = old.id * 8 + 1; END;
CREATE TRIGGER finding_member_insert AFTER INSERT ON member BEGIN INSERT INTO finding (rowid, words, kind) VALUES (new.id * 8 + 2, new.full_name_folded || ' ' || new.card_no || ' ' || replace(replace(replace(new.card_no, ' ', ''), '.', ''), '-', '') || ' ' || new.phone || ' ' || replace(replace(replace(new.phone, ' ', ''), '.', ''), '-', ''), 'k2'); END;
CREATE TRIGGER finding_member_update AFTER UPDATE OF id, full_name_folded, card_no, phone ON member BEGIN DELETE FROM finding WHERE rowid = old.id * 8 + 2; INSERT INTO finding (rowid, words, kind) VALUES (new.id * 8 + 2, new.full_name_folded || ' ' || new.card_no || ' ' || replace(replace(replace(new.card_no, ' ', ''), '.', ''), '-', '') || ' ' || new.phone || ' ' || replace(replace(replace(new.phone, ' ', ''), '.', ''), '-', ''), 'k2'); END;
CREATE TRIGGER finding_member_delete AFTER DELETE ON member BEGIN DELETE FROM finding WHERE rowid = old.id * 8 + 2; END;
CREATE TRIGGER finding_paper_insert AFTER INSERT ON paper BEGIN INSERT INTO finding (rowid, words, kind) VALUES (new.id * 8 + 3, coalesce(new.number, '') || ' ' || new.title_folded || ' ' || new.year, 'k3'); END;
CREATE TRIGGER finding_paper_update AFTER UPDATE OF id, title_folded, number, year ON paper BEGIN DELETE FROM finding WHERE rowid = old.id * 8 + 3; INSERT INTO finding (rowid, words, kind) VALUES (new.id * 8 + 3, coalesce(new.number, '') || ' ' || new.title_folded || ' ' || new.year, 'k3'); END;
CREATE TRIGGER finding_paper_delete AFTER DELETE ON paper BEGIN DELETE FROM finding WHERE rowid = old.id * 8 + 3; END;
CREATE TRIGGER finding_person_insert AFTER INSERT ON person BEGIN INSERT INTO finding (rowid, words, kind) VALUES (new.id * 8 + 4, new.full_name_folded || ' ' || new.phone || ' ' || replace(replace(replace(new.phone, ' ', ''), '.', ''), '-', ''), 'k4'); END;
CREATE TRIGGER finding_person_update AFTER UPDATE OF id, full_name_folded, phone ON person BEGIN DELETE FROM finding WHERE rowid = old.id * 8 + 4; INSERT INTO finding (rowid, words, kind) VALUES (new.id * 8 + 4, new.full_name_folded || ' ' || new.phone || ' ' || replace(replace(replace(new.phone, ' ', ''), '.', ''), '-', ''), 'k4'); END;
CREATE TRIGGER finding_person_delete AFTER DELETE ON person BEGIN DELETE FROM finding WHERE rowid = old.id * 8 + 4; END;
CREATE TRIGGER finding_petition_insert AFTER INSERT ON petition BEGIN INSERT INTO finding (rowid, words, kind) VALUES (new.id * 8 + 5, new.text_folded, 'k5'); END;
CREATE TRIGGER finding_petition_update AFTER UPDATE OF id, text_folded ON petition BEGIN DELETE FROM finding WHERE rowid = old.id * 8 + 5; INSERT INTO finding (rowid, words, kind) VALUES (new.id * 8 + 5, new.text_folded, 'k5'); END;
CREATE TRIGGER finding_petition_delete AFTER DELETE ON petition BEGIN DELETE FROM finding WHERE rowid = old.id * 8 + 5; END;
CREATE TRIGGER finding_find_insert AFTER INSERT ON find BEGIN INSERT INTO finding (rowid, words, kind) VALUES (new.id * 8 + 6, new.title_folded, 'k6'); END;
CREATE TRIGGER finding_find_update AFTER UPDATE OF id, title_folded ON find BEGIN DELETE FROM finding WHERE rowid = old.id * 8 + 6; INSERT INTO finding (rowid, words, kind) VALUES (new.id * 8 + 6, new.title_folded, 'k6'); END;
CREATE TRIGGER finding_find_delete AFTER DELETE ON find BEGIN DELETE FROM finding WHERE rowid = old.id * 8 + 6; END;
