/// `session dashboard`: the sessions of a home on one screen, live and in their past.
///
/// A loop of three parts: [State] is everything that is shown, and never changes; [Update] makes
/// the next state of an [Event]; [View] draws a state. What must be read from files for a state to
/// be shown follows from the state itself ([Wanted]), so that nothing has to be started or stopped
/// by hand. Nothing is done to a session but what the user asked for, and that by the command of
/// the same name ([Deeds]).
///
/// Threads: the caller's runs the loop and draws; `dashboard-input` reads keys; `dashboard-reader`
/// reads homes and logs; `dashboard-watch` sleeps until a log grows; one for each deed. They talk
/// to the loop by events and share nothing else that changes.
@NullMarked
package dev.session.cli.dashboard;

import org.jspecify.annotations.NullMarked;
