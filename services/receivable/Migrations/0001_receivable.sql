-- Receivables and the transfers of their lots, beside copies of what other services decide: invoices, lots, collections.

create table receivable (
    position {identity},
    id {uuid} not null unique,
    version bigint not null,
    supplier_id {uuid} not null,
    debtor_id {uuid} not null,
    invoice_ids {text} not null,
    currency {char:3} not null,
    proposed_amount bigint not null,
    confirmed_amount bigint null,
    due_date {date} not null,
    agreed_due_date {date} not null,
    delivered {date} not null,
    state {text:20} not null,
    root_lot_id {uuid} null,
    late_rate_ppm int not null,
    confirmed_on {date} null,
    lapses_at {instant} not null,
    tenor_policy {text:50} not null,
    reason {text:500} null
);
create index receivable_of_supplier on receivable (supplier_id, position);
create index receivable_of_debtor on receivable (debtor_id, position);

-- An invoice backs at most one live receivable.
create table invoice_in_use (
    invoice_id {uuid} not null primary key,
    receivable_id {uuid} not null
);
create index invoice_in_use_by on invoice_in_use (receivable_id);

-- What the ledger was asked, so that its answer finds who asked.
create table instruction (
    id {uuid} not null primary key,
    subject {text:20} not null,
    subject_id {uuid} not null,
    lot_id {uuid} null
);

create table lot_transfer (
    position {identity},
    id {uuid} not null unique,
    version bigint not null,
    holder_id {uuid} not null,
    receiver_id {uuid} null,
    currency {char:3} not null,
    state {text:20} not null,
    lapses_at {instant} not null,
    reason {text:500} null,
    maker_id {uuid} not null,
    checker_id {uuid} not null,
    content {text} not null
);
create index lot_transfer_of_holder on lot_transfer (holder_id, position);
create index lot_transfer_to on lot_transfer (receiver_id, position);

-- A lot is in at most one transfer that has not ended.
create table lot_in_transfer (
    lot_id {uuid} not null primary key,
    transfer_id {uuid} not null
);
create index lot_in_transfer_of on lot_in_transfer (transfer_id);

create table invoice_copy (
    id {uuid} not null primary key,
    version bigint not null,
    seller_id {uuid} not null,
    buyer_id {uuid} not null,
    state {text:20} not null,
    currency {char:3} not null,
    amount bigint not null,
    due_date {date} null,
    delivered {date} not null
);

create table lot (
    position {identity},
    id {uuid} not null unique,
    version bigint not null,
    receivable_id {uuid} not null,
    debtor_id {uuid} not null,
    holder_id {uuid} not null,
    currency {char:3} not null,
    amount bigint not null,
    due_date {date} not null,
    state {text:20} not null,
    lock_purpose {text:20} null,
    lock_reference {uuid} null,
    beneficiary_id {uuid} null,
    parent_ids {text} not null,
    created_by_entry bigint not null,
    last_entry bigint not null
);
create index lot_of_holder on lot (holder_id, position);
create index lot_of_debtor on lot (debtor_id, position);
create index lot_of_receivable on lot (receivable_id);

create table collection (
    id {uuid} not null primary key,
    version bigint not null,
    debtor_id {uuid} not null,
    state {text:20} not null
);
create index collection_of_debtor on collection (debtor_id, state);
