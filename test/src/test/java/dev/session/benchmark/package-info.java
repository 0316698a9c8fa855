/// How fast the parts are that must be fast. Each benchmark prints a yardstick from the same run,
/// because absolute numbers drift from machine to machine. No benchmark is a test: none can fail.
@NullMarked
package dev.session.benchmark;

import org.jspecify.annotations.NullMarked;
