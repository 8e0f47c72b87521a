-- What debtors owe at maturity, who holds it, and what was paid.

create table collection (
    position {identity},
    id {uuid} not null unique,
    version bigint not null,
    debtor_id {uuid} not null,
    supplier_id {uuid} not null,
    currency {char:3} not null,
    principal bigint not null,
    principal_paid bigint not null,
    late_paid bigint not null,
    late_accrued bigint not null,
    late_from {date} not null,
    late_rate_ppm int not null,
    late_day_basis {text:10} not null,
    due_date {date} not null,
    record_date {date} not null,
    state {text:20} not null,
    reference {text:25} not null unique,
    account_number {text:40} null
);
create index collection_of_debtor on collection (debtor_id, position);

create table lot (
    id {uuid} not null primary key,
    version bigint not null,
    receivable_id {uuid} not null,
    holder_id {uuid} not null,
    amount bigint not null,
    state {text:20} not null,
    lock_purpose {text:20} null,
    lock_reference {uuid} null,
    parent_ids {text} not null,
    created_by_entry bigint not null
);
create index lot_of_receivable on lot (receivable_id);
create index lot_of_holder on lot (holder_id, receivable_id);

create table deal (
    id {uuid} not null primary key,
    version bigint not null,
    body {text} not null
);

create table deal_lot (
    financier_lot_id {uuid} not null primary key,
    version bigint not null,
    deal_id {uuid} not null,
    receivable_id {uuid} not null,
    financier_id {uuid} not null,
    seller_id {uuid} not null,
    financed_amount bigint not null,
    fees_from_reserve bigint not null
);
create index deal_lot_of_receivable on deal_lot (receivable_id);

create table place (
    id {uuid} not null primary key,
    collection_id {uuid} not null,
    place_order int not null,
    lot_id {uuid} not null,
    face bigint not null,
    unpaid bigint not null,
    state {text:20} not null,
    lock_instruction {uuid} null,
    holder_id {uuid} not null,
    financier_id {uuid} null,
    seller_id {uuid} null,
    advance_left bigint not null,
    fees_left bigint not null
);
create index place_of_collection on place (collection_id, place_order);

create table receipt (
    position {identity},
    id {uuid} not null unique,
    collection_id {uuid} not null,
    account {text:40} not null,
    bank_reference {text:100} not null,
    currency {char:3} not null,
    amount bigint not null,
    charges bigint not null,
    booked_on {date} not null,
    value_date {date} not null,
    state {text:20} not null,
    late bigint not null,
    principal bigint not null,
    surplus bigint not null
);
create index receipt_of_collection on receipt (collection_id, position);

create table lot_share (
    receipt_id {uuid} not null,
    place_id {uuid} not null,
    collection_id {uuid} not null,
    lot_id {uuid} not null,
    late bigint not null,
    principal bigint not null,
    state {text:20} not null,
    holder_id {uuid} not null,
    seller_id {uuid} null,
    to_holder bigint not null,
    to_seller bigint not null,
    primary key (receipt_id, place_id)
);
create index lot_share_of_collection on lot_share (collection_id, state);

create table discharge (
    position {identity},
    id {uuid} not null unique,
    collection_id {uuid} not null,
    receipt_id {uuid} not null,
    receipt_reference {text:200} not null,
    instruction_id {uuid} not null unique,
    lots {text} not null,
    state {text:20} not null,
    reason {text:500} null
);
create index discharge_of_collection on discharge (collection_id, state, position);
