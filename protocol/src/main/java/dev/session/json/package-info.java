/// JSON as this product reads and writes it: an immutable value tree ([dev.session.json.Json]), a
/// strict RFC 8259 parser, a printer that prints what JavaScript's `JSON.stringify` prints, and
/// [dev.session.json.JsonFields] for reading closed objects.
///
/// Our own, because a library costs a third of the command line's whole start-up budget; the
/// reasons are in `docs/decisions/0003-own-json-on-the-hot-path.md`. For the same reason the code
/// keeps away from what is slow when used first in a process: regular expressions, streams,
/// lambdas, string templates and pattern `switch` over types.
///
/// Invariants: values never change and belong to no thread; a value that was built or parsed can be
/// printed, and parses back to an equal value.
@NullMarked
package dev.session.json;

import org.jspecify.annotations.NullMarked;
