-- Copies of what other services own.

create table lot (
    id {uuid} not null primary key,
    version bigint not null,
    receivable_id {uuid} not null,
    debtor_id {uuid} not null,
    holder_id {uuid} not null,
    currency {char:3} not null,
    amount bigint not null,
    due_date {date} not null,
    state {text:20} not null,
    lock_purpose {text:20} null,
    lock_reference {uuid} null
);

create table receivable (
    id {uuid} not null primary key,
    version bigint not null,
    debtor_id {uuid} not null,
    state {text:20} not null,
    due_date {date} not null,
    confirmed_on {date} null,
    body {text} not null
);

create table invoice (
    id {uuid} not null primary key,
    version bigint not null,
    seller_id {uuid} not null,
    state {text:20} not null,
    flags {text:500} not null
);

-- What a bank is ready to carry, and for whom.

create table credit_limit (
    position {identity},
    id {uuid} not null unique,
    version bigint not null,
    bank_id {uuid} not null,
    debtor_id {uuid} not null,
    supplier_id {uuid} null,
    scope {text:100} not null,
    currency {char:3} not null,
    amount bigint not null,
    valid_until {date} not null,
    suspended {bool} not null,
    blocked bigint not null check (blocked >= 0),
    utilised bigint not null check (utilised >= 0),
    constraint credit_limit_scope unique (bank_id, scope)
);
create index credit_limit_on_debtor on credit_limit (debtor_id, bank_id);

create table limit_use (
    bid_id {uuid} not null,
    limit_id {uuid} not null,
    kind {text:10} not null,
    amount bigint not null check (amount >= 0),
    primary key (bid_id, limit_id)
);

create table supplier_admission (
    position {identity},
    id {uuid} not null unique,
    version bigint not null,
    bank_id {uuid} not null,
    supplier_id {uuid} not null,
    state {text:20} not null,
    framework_version {text:50} not null,
    framework_hash {text:64} not null,
    admitted_by {uuid} not null,
    admitted_at {instant} not null,
    accepted_by {uuid} null,
    accepted_at {instant} null,
    constraint supplier_admission_pair unique (bank_id, supplier_id)
);

-- Auctions.

create table financing_request (
    position {identity},
    id {uuid} not null unique,
    version bigint not null,
    holder_id {uuid} not null,
    debtor_id {uuid} not null,
    currency {char:3} not null,
    face bigint not null,
    opened_at {instant} not null,
    closes_at {instant} not null,
    advance_ppm int null,
    recourse_allowed {bool} not null,
    cost_bearer {text:20} not null,
    state {text:20} not null,
    reason {text:500} null,
    next_sequence bigint not null,
    public_key {bytes} not null,
    wrapped_key {bytes} not null,
    policy_version {text:50} not null,
    deal_id {uuid} null,
    winner_id {uuid} null
);
create index financing_request_of_holder on financing_request (holder_id, position);
create index financing_request_on_debtor on financing_request (debtor_id, state);

create table request_lot (
    request_id {uuid} not null,
    place int not null,
    lot_id {uuid} not null,
    receivable_id {uuid} not null,
    face bigint not null,
    due_date {date} not null,
    primary key (request_id, lot_id)
);
create index request_lot_by_lot on request_lot (lot_id);

create table auction_key_unwrap (
    position {identity},
    request_id {uuid} not null,
    unwrapped_at {instant} not null,
    because {text:200} not null
);

-- Tells whether the key file is the one that the sealed bids were made under; the key does not follow from it.
create table key_check (
    id int not null primary key,
    value {text:64} not null
);

create table bid (
    position {identity},
    id {uuid} not null unique,
    request_id {uuid} not null,
    bank_id {uuid} not null,
    state {text:20} not null,
    sequence bigint null,
    sealed {bytes} not null,
    own_view {bytes} not null,
    digest {text:64} not null,
    maker_id {uuid} not null,
    checker_id {uuid} null,
    stood_at {instant} null,
    opened {text} null,
    valid_until {instant} null,
    place int null
);
create index bid_of_request on bid (request_id, state, bank_id);

-- Deals.

create table deal (
    position {identity},
    id {uuid} not null unique,
    version bigint not null,
    request_id {uuid} not null unique,
    bid_id {uuid} not null unique,
    seller_id {uuid} not null,
    financier_id {uuid} not null,
    debtor_id {uuid} not null,
    cost_bearer {text:20} not null,
    currency {char:3} not null,
    cash_today bigint not null,
    cost bigint not null,
    rate_ppm int not null,
    day_basis {text:10} not null,
    method {text:10} not null,
    advance_ppm int not null,
    with_recourse {bool} not null,
    value_date {date} not null,
    registration_required {bool} not null,
    invoice_ids {text} not null,
    accepted_at {instant} not null,
    maker_id {uuid} not null,
    checker_id {uuid} not null,
    state {text:20} not null,
    undo {text:20} not null,
    attempt int not null,
    registration_reference {text:100} null,
    registered_at {instant} null,
    reason {text:500} null,
    alarm {text:500} null
);
create index deal_of_seller on deal (seller_id, position);
create index deal_of_financier on deal (financier_id, position);
create index deal_of_debtor on deal (debtor_id, position);

create table deal_lot (
    deal_id {uuid} not null,
    place int not null,
    lot_id {uuid} not null,
    financier_lot_id {uuid} not null unique,
    receivable_id {uuid} not null,
    due_date {date} not null,
    face bigint not null,
    financed_amount bigint not null,
    discount bigint not null,
    fees_at_payout bigint not null,
    fees_from_reserve bigint not null,
    transferred {bool} not null,
    primary key (deal_id, lot_id)
);

-- One active deal per lot: the row goes when the deal fails.
create table active_deal_lot (
    lot_id {uuid} not null primary key,
    deal_id {uuid} not null
);

-- Lots that a financier holds because of a deal, and what they were divided into.
create table financed_lot (
    lot_id {uuid} not null primary key,
    deal_id {uuid} not null
);

create table discharge_seen (
    entry_index bigint not null primary key,
    seen_at {instant} not null
);

create table ledger_instruction (
    id {uuid} not null primary key,
    request_id {uuid} null,
    deal_id {uuid} null
);

create table assignment_notice (
    deal_id {uuid} not null primary key,
    debtor_id {uuid} not null,
    issued_at {instant} not null,
    collection_account {text} null,
    read_at {instant} null,
    read_by {uuid} null
);
