package dev.session.cli.tty;

import java.lang.reflect.Proxy;

/// Runs something whenever a signal arrives, until it is closed.
///
/// By reflection on `sun.misc.Signal`, the one way the JDK has: naming that class in source is a
/// warning that cannot be suppressed.
final class SignalHook implements AutoCloseable {
  private final Object signal;
  private final Object former;

  /// @param name without `SIG`
  SignalHook(String name, Runnable action) {
    try {
      var handlerType = Class.forName("sun.misc.SignalHandler");
      signal = Class.forName("sun.misc.Signal").getConstructor(String.class).newInstance(name);
      var handler =
          Proxy.newProxyInstance(
              handlerType.getClassLoader(),
              new Class<?>[] {handlerType},
              (_, _, _) -> {
                action.run();
                return null;
              });
      former = handle(handler);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java cannot handle signals", e);
    }
  }

  private Object handle(Object handler) throws ReflectiveOperationException {
    var handlerType = Class.forName("sun.misc.SignalHandler");
    return signal
        .getClass()
        .getMethod("handle", signal.getClass(), handlerType)
        .invoke(null, signal, handler);
  }

  /// Back to what was done about the signal before.
  @Override
  public void close() {
    try {
      handle(former);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java cannot handle signals", e);
    }
  }
}
