-- The log: entries, the tree over them, and the openings kept beside it.

create table log_identity (
    id int not null primary key,
    origin {text:200} not null,
    verifier_key {text:500} not null
);

-- One row that a writer locks before it decides: one serial order. The fencing token is where a later writer shuts out a frozen one.
create table log_writer (
    id int not null primary key,
    fencing_token bigint not null
);
insert into log_writer (id, fencing_token) values (1, 1);

create table log_entry (
    entry_index bigint not null primary key,
    instruction_id {uuid} not null unique,
    entry {bytes} not null,
    salt {bytes} not null,
    instruction {bytes} not null
);

create table opened_lot (
    lot_id {uuid} not null primary key,
    entry_index bigint not null,
    place int not null,
    salt {bytes} not null,
    body {bytes} not null
);
create index opened_lot_of_entry on opened_lot (entry_index, place);

create table tree_node (
    id bigint not null primary key,
    hash {bytes} not null
);

-- The register, as the entries leave it.

create table lot (
    position {identity},
    id {uuid} not null unique,
    version bigint not null,
    receivable_id {uuid} not null,
    debtor_id {uuid} not null,
    holder_id {uuid} not null,
    currency {char:3} not null,
    amount bigint not null check (amount > 0),
    due_date {date} not null,
    state {text:20} not null,
    extinguished bigint not null,
    lock_purpose {text:20} null,
    lock_owner {text:255} null,
    lock_reference {uuid} null,
    lock_beneficiary_id {uuid} null,
    lock_until {instant} null,
    created_by_entry bigint not null,
    last_entry bigint not null,
    frozen {bool} not null,
    conditional {bool} not null,
    split_depth int not null,
    paid bigint not null,
    reduced bigint not null,
    reinstated bigint not null,
    -- No more is taken from a lot than its face, and no more comes back than was discharged.
    constraint lot_face check (extinguished >= 0 and reduced >= 0 and paid >= 0 and extinguished + reduced <= amount),
    constraint lot_reinstated check (reinstated >= 0 and reinstated <= extinguished)
);
create index lot_of_pledge on lot (lock_purpose, lock_until);
create index lot_of_receivable on lot (receivable_id, state);
create index lot_of_holder on lot (holder_id, state);

create table lot_parent (
    lot_id {uuid} not null,
    place int not null,
    parent_id {uuid} not null,
    primary key (lot_id, place)
);

-- Every lot with itself and all that it descends from: who is on whose path.
create table lot_ancestor (
    lot_id {uuid} not null,
    ancestor_id {uuid} not null,
    primary key (lot_id, ancestor_id)
);
create index lot_descendant on lot_ancestor (ancestor_id, lot_id);

-- A lot is consumed at most once, and a receivable issued at most once, whatever the code above believes.
create table spend (
    lot_id {uuid} not null primary key,
    entry_index bigint not null
);

create table root_issue (
    receivable_id {uuid} not null primary key,
    lot_id {uuid} not null unique,
    entry_index bigint not null
);

-- Instructions answered, executed or refused; a retry gets its answer again.

create table instruction (
    id {uuid} not null primary key,
    operation {text:20} not null,
    content_hash {bytes} not null,
    entry_index bigint null,
    answer {text} not null,
    answered_at {instant} not null
);

create table instruction_party (
    instruction_id {uuid} not null,
    organisation_id {uuid} not null,
    primary key (instruction_id, organisation_id)
);

create table cancelled_lock (
    reference {uuid} not null,
    owner {text:255} not null,
    primary key (reference, owner)
);
