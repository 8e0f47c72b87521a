-- What every service needs: outgoing and incoming messages, answers to retried commands, four eyes, and its copies of who may act.

create table outbox (
    position {identity},
    id {uuid} not null,
    type {text:200} not null,
    body {text} not null,
    trace_parent {text:100} null,
    sent_at {instant} not null,
    clock {text:10} not null,
    due_at {instant} not null,
    attempts int not null,
    leased_until {instant} null,
    lease {uuid} null
);
create index outbox_due on outbox (clock, due_at, position);

create table inbox (
    message_id {uuid} not null primary key,
    received_at {instant} not null
);
create index inbox_age on inbox (received_at);

create table delivery_failure (
    message_id {uuid} not null primary key,
    attempts int not null,
    last_error {text} not null
);

create table parked_message (
    position {identity},
    message_id {uuid} not null unique,
    type {text:200} not null,
    body {text} not null,
    source {text:50} not null,
    trace_parent {text:100} null,
    sent_at {instant} not null,
    parked_at {instant} not null,
    attempts int not null,
    reason {text} not null
);

create table idempotency (
    organisation_id {uuid} not null,
    endpoint {text:200} not null,
    idempotency_key {text:200} not null,
    body_hash {bytes} not null,
    status int not null,
    content_type {text:100} null,
    headers {text} not null,
    answer {bytes} not null,
    keep_for_ever {bool} not null,
    created_at {instant} not null,
    primary key (organisation_id, endpoint, idempotency_key)
);
create index idempotency_age on idempotency (created_at);

create table approval (
    position {identity},
    id {uuid} not null unique,
    command {text:100} not null,
    subject_id {uuid} not null,
    organisation_id {uuid} not null,
    content {bytes} not null,
    content_hash {text:64} not null,
    maker_id {uuid} not null,
    maker_responsible_id {uuid} not null,
    state {text:20} not null,
    made_at {instant} not null,
    expires_at {instant} not null,
    checker_id {uuid} null,
    decided_at {instant} null,
    reason {text:500} null
);
create index approval_of_organisation on approval (organisation_id, state, position);
create index approval_of_subject on approval (subject_id, command, state);

create table organisation (
    id {uuid} not null primary key,
    version bigint not null,
    name {text:300} not null,
    kinds {text:200} not null,
    status {text:20} not null,
    body {text} not null
);

create table organisation_identifier (
    scheme {text:20} not null,
    value {text:200} not null,
    organisation_id {uuid} not null,
    primary key (scheme, value)
);
create index organisation_identifier_of on organisation_identifier (organisation_id);

create table person (
    id {uuid} not null primary key,
    version bigint not null,
    organisation_id {uuid} not null,
    name {text:200} not null,
    roles {text:200} not null,
    active {bool} not null,
    responsible_person_id {uuid} not null
);

create table business_clock (
    id {uuid} not null primary key,
    version bigint not null,
    offset_microseconds bigint not null
);

create table disclosure (
    object_id {uuid} not null,
    organisation_id {uuid} not null,
    disclosed_by {uuid} not null,
    version bigint not null,
    until {instant} null,
    because {text:300} not null,
    primary key (object_id, organisation_id, disclosed_by)
);
create index disclosure_to on disclosure (organisation_id, object_id);
