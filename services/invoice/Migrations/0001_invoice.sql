-- Invoices as they were uploaded, the fingerprints that may exist and be financed once, and what is needed to recognise their parties.

create table invoice (
    position {identity},
    id {uuid} not null unique,
    version bigint not null,
    owner_id {uuid} not null,
    uploaded_by {uuid} not null,
    received_at {instant} not null,
    state {text:20} not null,
    document_sha256 {text:64} not null,
    number {text:200} null,
    seller_id {uuid} null,
    buyer_id {uuid} null,
    document_kind {text:20} null,
    issue_date {date} null,
    due_date {date} null,
    delivery_date {date} null,
    currency {char:3} null,
    amount bigint null,
    fingerprint {text:400} null,
    near_punctuation {text:400} null,
    near_zeros {text:400} null,
    flags {text} not null,
    content {text} null,
    violations {text} null
);
create index invoice_of_owner on invoice (owner_id, position);
create index invoice_near_punctuation on invoice (near_punctuation);
create index invoice_near_zeros on invoice (near_zeros);

create table invoice_document (
    invoice_id {uuid} not null primary key,
    bytes {bytes} not null
);

create table fingerprint (
    fingerprint {text:400} not null primary key,
    invoice_id {uuid} not null
);

create table claim (
    claim_id {uuid} not null primary key,
    deal_id {uuid} not null,
    state {text:20} not null,
    invoice_id {uuid} null,
    reason {text:100} null
);

create table claimed_fingerprint (
    fingerprint {text:400} not null primary key,
    claim_id {uuid} not null,
    invoice_id {uuid} not null
);
create index claimed_fingerprint_of_claim on claimed_fingerprint (claim_id);

create table party_identifier (
    scheme {text:20} not null,
    value {text:300} not null,
    organisation_id {uuid} not null,
    primary key (scheme, value, organisation_id)
);
create index party_identifier_of on party_identifier (organisation_id);
