-- The device a session began on, so that a lost phone's sessions end alone.
ALTER TABLE session ADD COLUMN device TEXT;
