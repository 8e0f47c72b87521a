create table organisation (
    id {uuid} not null primary key,
    version bigint not null,
    name {text:200} not null,
    kinds {text:100} not null,
    status {text:20} not null,
    applied_at {instant} not null,
    changed_at {instant} not null
);

create table organisation_identifier (
    scheme {text:20} not null,
    value {text:200} not null,
    organisation_id {uuid} not null references organisation (id),
    position int not null,
    primary key (scheme, value)
);
create index organisation_identifier_by_organisation on organisation_identifier (organisation_id);

create table person (
    id {uuid} not null primary key,
    version bigint not null,
    organisation_id {uuid} not null references organisation (id),
    sign_in_name {text:200} not null,
    name {text:200} not null,
    roles {text:100} not null,
    active {bool} not null,
    created_at {instant} not null
);
create unique index person_by_sign_in_name on person (sign_in_name);
create index person_by_organisation on person (organisation_id, id);

create table api_client (
    id {uuid} not null primary key,
    version bigint not null,
    organisation_id {uuid} not null references organisation (id),
    responsible_person_id {uuid} not null references person (id),
    client_id {text:100} not null,
    name {text:200} not null,
    roles {text:100} not null,
    authentication {text:20} not null,
    active {bool} not null,
    created_at {instant} not null
);
create unique index api_client_by_client_id on api_client (client_id);
create index api_client_by_organisation on api_client (organisation_id, id);

create table bank_account (
    id {uuid} not null primary key,
    version bigint not null,
    organisation_id {uuid} not null references organisation (id),
    number {text:34} not null,
    bank_bic {text:11} not null,
    bank_name {text:200} not null,
    account_name {text:200} not null,
    currency char(3) not null,
    purpose {text:20} not null,
    verified {bool} not null,
    usable_from {instant} not null,
    created_at {instant} not null
);
create unique index bank_account_once on bank_account (organisation_id, number, currency, purpose);

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
