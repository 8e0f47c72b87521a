create table conformance (
    id {uuid} not null primary key,
    day {date} not null,
    at {instant} not null,
    amount bigint not null,
    yes {bool} not null,
    words {text:200} not null,
    bytes {bytes} not null,
    maybe {instant} null
);

create table versioned (
    id {uuid} not null primary key,
    version bigint not null,
    words {text:200} not null
);
