package dev.session.json;

import java.util.ArrayList;
import java.util.Random;

/// Random values for tests, with more of what is rare: escapes, surrogates, extreme numbers.
final class RandomJson {

  private final Random random;

  RandomJson(long seed) {
    random = new Random(seed);
  }

  Json value(int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> JsonNull.NULL;
      case 1 -> JsonBoolean.of(random.nextBoolean());
      case 2 -> JsonNumber.of(random.nextLong() >> random.nextInt(64));
      case 3 -> JsonNumber.of(normalDouble());
      case 4 -> new JsonString(string());
      case 5 -> {
        var values = new ArrayList<Json>();
        for (int i = random.nextInt(5); i > 0; i--) {
          values.add(value(depth - 1));
        }
        yield new JsonArray(values);
      }
      default -> {
        var object = JsonObject.builder();
        for (int i = random.nextInt(5); i > 0; i--) {
          object.put(i + string(), value(depth - 1));
        }
        yield object.build();
      }
    };
  }

  private double normalDouble() {
    while (true) {
      double value =
          random.nextBoolean()
              ? random.nextInt(2000) / 1000.0
              : Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value) && Math.abs(value) >= Double.MIN_NORMAL) {
        return value;
      }
    }
  }

  String string() {
    var string = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      string.appendCodePoint(
          switch (random.nextInt(6)) {
            case 0 -> random.nextInt(0x20);
            case 1 -> "\"\\/\u007f\u0080\u2028\u2029\ufeff\uffff".charAt(random.nextInt(9));
            case 2 -> 0x10000 + random.nextInt(0x100000);
            case 3 -> random.nextInt(0xd800);
            default -> 'a' + random.nextInt(26);
          });
    }
    return string.toString();
  }
}
