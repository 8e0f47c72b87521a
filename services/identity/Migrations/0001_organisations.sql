-- The originals that identity owns. The platform's own tables organisation and person hold this service's copies, like any other service's.

create table registered_organisation (
    position {identity},
    id {uuid} not null unique,
    version bigint not null,
    name {text:200} not null,
    kinds {text:100} not null,
    status {text:20} not null,
    applied_at {instant} not null,
    changed_at {instant} not null
);

create table registered_identifier (
    scheme {text:20} not null,
    value {text:200} not null,
    organisation_id {uuid} not null references registered_organisation (id),
    ordinal int not null,
    primary key (scheme, value)
);
create index registered_identifier_of on registered_identifier (organisation_id);

create table member (
    position {identity},
    id {uuid} not null unique,
    version bigint not null,
    organisation_id {uuid} not null references registered_organisation (id),
    responsible_person_id {uuid} not null,
    form {text:20} not null,
    sign_in_name {text:200} not null unique,
    name {text:200} not null,
    roles {text:100} not null,
    active {bool} not null,
    created_at {instant} not null
);
create index member_of on member (organisation_id, form, position);

create table bank_account (
    position {identity},
    id {uuid} not null unique,
    organisation_id {uuid} not null references registered_organisation (id),
    number {text:34} not null,
    bank_bic {text:11} not null,
    bank_name {text:200} not null,
    account_name {text:200} not null,
    currency {char:3} not null,
    purpose {text:20} not null,
    verified {bool} not null,
    closed {bool} not null,
    usable_from {instant} not null,
    policy_version int not null,
    registered_at {instant} not null
);
create index bank_account_of on bank_account (organisation_id, position);

create table account_policy (
    version int not null primary key,
    effective_from {instant} not null,
    cooling_minutes int not null
);

create table business_clock_setting (
    id {uuid} not null primary key,
    version bigint not null,
    offset_microseconds bigint not null
);
