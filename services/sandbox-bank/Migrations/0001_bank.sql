-- A bank's own books: what customers ordered, what was booked, and what they were told of it.

create table payment_order (
    position {identity},
    message_id {text:35} not null,
    end_to_end_id {text:35} not null unique,
    file_hash {text:64} not null,
    uetr {text:36} null,
    debtor_name {text:140} not null,
    debtor_account {text:40} not null,
    creditor_name {text:140} not null,
    creditor_account {text:40} not null,
    currency {char:3} not null,
    amount bigint not null,
    execute_on {date} not null,
    remittance {text:140} null,
    status {text:4} not null,
    reason_code {text:4} null,
    reason_text {text:200} null,
    asked int not null
);
create unique index payment_order_message on payment_order (message_id);

create table booking (
    position {identity},
    reference {text:35} not null unique,
    account {text:40} not null,
    is_credit {bool} not null,
    currency {char:3} not null,
    amount bigint not null,
    booked_on {date} not null,
    value_date {date} not null,
    end_to_end_id {text:35} null,
    uetr {text:36} null,
    creditor_reference {text:35} null,
    remittance {text:140} null,
    counterparty_name {text:140} not null,
    counterparty_account {text:40} not null
);
create index booking_of_account on booking (account, position);

create table notification (
    position {identity},
    document {bytes} not null
);

create table counter_order (
    idempotency_key {text:200} not null primary key,
    content_hash {text:64} not null
);

create table behaviour (
    position {identity},
    account {text:40} null,
    amount bigint null,
    kind {text:20} not null,
    reason_code {text:4} null,
    times int not null
);
