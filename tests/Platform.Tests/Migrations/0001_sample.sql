create table sample (
    position {identity},
    id {uuid} not null unique,
    organisation_id {uuid} not null,
    version bigint not null,
    amount bigint not null,
    currency {char:3} not null,
    seen int not null
);
