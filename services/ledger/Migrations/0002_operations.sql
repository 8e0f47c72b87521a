-- What the register's further operations leave: sums of face, the operator, the policies on splits, evidence.

-- Nothing is created or lost, whatever the code above believes.
create table face_of_root (
    receivable_id {uuid} not null primary key,
    currency {char:3} not null,
    issued bigint not null check (issued > 0),
    reinstated bigint not null check (reinstated >= 0),
    live bigint not null check (live >= 0),
    discharged bigint not null check (discharged >= 0),
    reduced bigint not null check (reduced >= 0),
    constraint face_is_conserved check (issued + reinstated = live + discharged + reduced)
);

-- Each with the entry that says so; the last one holds.
create table named_operator (
    entry_index bigint not null primary key,
    organisation_id {uuid} not null
);

create table split_policy (
    entry_index bigint not null primary key,
    currency {char:3} not null,
    max_depth int not null,
    max_pieces int not null,
    minimum_piece bigint not null
);

create table evidence (
    id {uuid} not null primary key,
    entry_index bigint not null unique,
    party {text:255} not null,
    scheme {text:20} not null,
    commitment {char:64} not null
);

create table evidence_link (
    entry_index bigint not null,
    linked_entry bigint not null,
    primary key (entry_index, linked_entry)
);
create index evidence_linked on evidence_link (linked_entry, entry_index);
