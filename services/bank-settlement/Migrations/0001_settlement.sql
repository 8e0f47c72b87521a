-- Payment instructions, what the banks said, and the books.

create table registered_account (
    organisation_id {uuid} not null,
    account_id {uuid} not null,
    number {text:40} not null,
    currency {char:3} not null,
    purpose {text:20} not null,
    body {text} not null,
    primary key (organisation_id, account_id)
);
create index registered_account_number on registered_account (number);

create table payment (
    position {identity},
    id {uuid} not null unique,
    version bigint not null,
    kind {text:20} not null,
    deal_id {uuid} null,
    collection_id {uuid} null,
    receipt_id {uuid} null,
    replaces_id {uuid} null,
    payer_id {uuid} not null,
    payee_id {uuid} not null,
    currency {char:3} not null,
    amount bigint not null,
    value_date {date} not null,
    description {text:300} not null,
    state {text:20} not null,
    cancel_requested {bool} not null,
    payer_account {text} null,
    payee_account {text} null,
    uetr {uuid} null,
    message {bytes} null,
    submitted_at {instant} null,
    ask_at {instant} null,
    asked int not null,
    reason {text:500} null,
    bank_reference {text:100} null,
    booked_on {date} null
);
create index payment_due on payment (state, ask_at);
create index payment_of_payer on payment (payer_id, position);
create index payment_of_payee on payment (payee_id, state, position);
create index payment_of_deal on payment (deal_id);
create index payment_of_collection on payment (collection_id);

create table payment_cancel (
    payment_id {uuid} not null primary key,
    reason {text:500} not null
);

create table bank_cursor (
    bank {text:50} not null primary key,
    sequence bigint not null
);

create table bank_document (
    position {identity},
    bank {text:50} not null,
    sequence bigint not null,
    content {bytes} not null,
    sha256 {text:64} not null,
    received_at {instant} not null,
    defect {text:500} null,
    unique (bank, sequence)
);

create table bank_entry (
    position {identity},
    id {uuid} not null unique,
    account {text:40} not null,
    bank_reference {text:100} not null,
    is_credit {bool} not null,
    currency {char:3} not null,
    amount bigint not null,
    charges bigint not null,
    is_reversal {bool} not null,
    booked_on {date} not null,
    value_date {date} not null,
    end_to_end_id {text:35} null,
    remittance {text:200} null,
    counterparty {text:200} null,
    outcome {text:30} not null,
    unique (account, bank_reference)
);

create table settlement_exception (
    position {identity},
    id {uuid} not null unique,
    version bigint not null,
    cause {text:50} not null,
    unique_key {text:200} not null unique,
    owner_id {uuid} null,
    entry_id {uuid} null,
    payment_id {uuid} null,
    account {text:40} null,
    currency {char:3} null,
    amount bigint null,
    detail {text:500} not null,
    state {text:20} not null,
    raised_at {instant} not null,
    resolution {text:500} null,
    resolved_at {instant} null
);
create index settlement_exception_of_owner on settlement_exception (owner_id, position);

create table journal (
    position {identity},
    id {uuid} not null unique,
    source {text:200} not null unique,
    booked_on {date} not null,
    description {text:300} not null,
    posted_at {instant} not null
);

create table journal_line (
    journal_id {uuid} not null,
    line int not null,
    account {text:120} not null,
    currency {char:3} not null,
    amount bigint not null,
    primary key (journal_id, line)
);
create index journal_line_account on journal_line (currency, account);
