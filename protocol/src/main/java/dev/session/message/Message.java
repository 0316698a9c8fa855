package dev.session.message;

import dev.session.json.JsonObject;

/// What CLI and host say to each other, and what a command answers: a record that knows its JSON.
///
/// The names of its components are the names of its members (of a few results the JSON has another
/// shape), so that the host's OpenAPI document can be held against the records.
public interface Message {
  JsonObject toJson();
}
