-- A payment's first word, its instruction or its cancel: the second waits for the first.

create table payment_word (
    payment_id {uuid} not null primary key
);
