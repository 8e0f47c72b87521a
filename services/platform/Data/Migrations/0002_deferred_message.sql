-- Messages that a broker has handed over and that this service could not take yet: they wait for an earlier one, or were rejected and are
-- tried again. Here they hold nobody up, and no broker counts how often they were delivered.

create table deferred_message (
    position {identity},
    message_id {uuid} not null unique,
    type {text:200} not null,
    body {text} not null,
    source {text:50} not null,
    trace_parent {text:100} null,
    sent_at {instant} not null,
    attempts int not null,
    retry_at {instant} not null,
    lease {uuid} null
);
create index deferred_message_due on deferred_message (retry_at, position);
