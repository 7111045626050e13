-- The log of what the learner did, and what is derived from it.

CREATE TABLE meta (
	name TEXT NOT NULL PRIMARY KEY,
	value ANY NOT NULL
) STRICT, WITHOUT ROWID;

-- The truth. Replayed in the order of (at_ms, device, seq). Times are bounded (years 1970 to
-- 9999) so that no sum of theirs can overflow. body is a JSON object; no CHECK says so because
-- SQLite allows none with json_valid() while the schema is not trusted.
CREATE TABLE event (
	id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
	device BLOB NOT NULL CHECK (length(device) = 16),
	seq INTEGER NOT NULL CHECK (seq > 0),
	at_ms INTEGER NOT NULL CHECK (at_ms BETWEEN 0 AND 253402300799999),
	tz_min INTEGER NOT NULL CHECK (tz_min BETWEEN -1440 AND 1440),
	kind TEXT NOT NULL,
	item TEXT NOT NULL,
	item_rev INTEGER NOT NULL,
	body TEXT NOT NULL,
	UNIQUE (device, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX event_by_item ON event (item, at_ms, device, seq);

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN
	SELECT RAISE(ABORT, 'an event is never changed');
END;

CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event
BEGIN
	SELECT RAISE(ABORT, 'an event is never removed');
END;

-- Derived. Ids of events that a later one took back, as 32 hexadecimal digits.
CREATE TABLE voided (
	id TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE lesson_state (
	lesson TEXT NOT NULL PRIMARY KEY,
	is_read INTEGER NOT NULL DEFAULT 0,
	permille INTEGER NOT NULL DEFAULT 0,
	line INTEGER NOT NULL DEFAULT 0,
	offset_bytes INTEGER NOT NULL DEFAULT 0,
	fingerprint INTEGER NOT NULL DEFAULT 0,
	opened_ms INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE diagram_state (
	lesson TEXT NOT NULL,
	diagram TEXT NOT NULL,
	PRIMARY KEY (lesson, diagram)
) STRICT, WITHOUT ROWID;

CREATE TABLE item_state (
	item TEXT NOT NULL PRIMARY KEY,
	topic TEXT NOT NULL,
	n_attempts INTEGER NOT NULL,
	n_right INTEGER NOT NULL,
	is_last_right INTEGER NOT NULL,
	last_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE bookmark (
	lesson TEXT NOT NULL,
	line INTEGER NOT NULL,
	fingerprint INTEGER NOT NULL,
	offset_bytes INTEGER NOT NULL,
	label TEXT NOT NULL,
	added_ms INTEGER NOT NULL,
	PRIMARY KEY (lesson, line, fingerprint)
) STRICT, WITHOUT ROWID;

-- Days since 1970 where the learner was.
CREATE TABLE day (
	day INTEGER NOT NULL PRIMARY KEY,
	n_events INTEGER NOT NULL,
	n_answers INTEGER NOT NULL
) STRICT;
