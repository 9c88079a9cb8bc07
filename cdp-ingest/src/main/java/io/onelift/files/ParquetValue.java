package io.onelift.files;

import dev.hardwood.row.PqInterval;
import dev.hardwood.row.PqList;
import dev.hardwood.row.PqMap;
import dev.hardwood.row.PqStruct;
import dev.hardwood.row.PqVariant;
import dev.hardwood.row.PqVariantArray;
import dev.hardwood.row.PqVariantObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Values of Parquet files as those of JSON: objects become maps, times ISO 8601. */
final class ParquetValue {
  private ParquetValue() {}

  /** Bytes without a type are text when they are valid UTF-8, as many writers mean them. */
  static Object plain(Object value) {
    return switch (value) {
      case PqStruct struct -> struct(struct);
      case PqList list -> list(list.values());
      case PqMap map -> map(map);
      case PqVariant variant -> variant(variant);
      case byte[] bytes -> text(bytes);
      case Instant time -> time.toString();
      case LocalDate day -> day.toString();
      case LocalDateTime time -> time.toString();
      case LocalTime time -> time.toString();
      case UUID id -> id.toString();
      case PqInterval interval ->
          "P%dM%dDT%sS"
              .formatted(interval.months(), interval.days(), interval.milliseconds() / 1000.0);
      case Float number -> Double.valueOf(number.toString());
      default -> value;
    };
  }

  private static Map<String, Object> struct(PqStruct struct) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < struct.getFieldCount(); i++) {
      String name = struct.getFieldName(i);
      if (!struct.isNull(name)) {
        values.put(name, plain(struct.getValue(name)));
      }
    }
    return values;
  }

  private static List<Object> list(List<Object> values) {
    List<Object> plain = new ArrayList<>(values.size());
    for (Object value : values) {
      if (value != null) {
        plain.add(plain(value));
      }
    }
    return plain;
  }

  private static Map<String, Object> map(PqMap map) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (PqMap.Entry entry : map.getEntries()) {
      if (!entry.isValueNull()) {
        values.put(plain(entry.getKey()).toString(), plain(entry.getValue()));
      }
    }
    return values;
  }

  private static Object variant(PqVariant variant) {
    return switch (variant.type()) {
      case NULL -> "";
      case BOOLEAN_TRUE, BOOLEAN_FALSE -> variant.asBoolean();
      case INT8, INT16, INT32, INT64 -> variant.asLong();
      case FLOAT -> plain(variant.asFloat());
      case DOUBLE -> variant.asDouble();
      case DECIMAL4, DECIMAL8, DECIMAL16 -> variant.asDecimal();
      case DATE -> plain(variant.asDate());
      case TIME_NTZ -> plain(variant.asTime());
      case TIMESTAMP, TIMESTAMP_NANOS -> plain(variant.asTimestamp());
      case TIMESTAMP_NTZ, TIMESTAMP_NTZ_NANOS -> plain(variant.asLocalTimestamp());
      case BINARY -> text(variant.asBinary());
      case STRING -> variant.asString();
      case UUID -> plain(variant.asUuid());
      case OBJECT -> object(variant.asObject());
      case ARRAY -> array(variant.asArray());
    };
  }

  private static Map<String, Object> object(PqVariantObject object) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < object.getFieldCount(); i++) {
      String name = object.getFieldName(i);
      if (!object.isNull(name)) {
        values.put(name, variant(object.getVariant(name)));
      }
    }
    return values;
  }

  private static List<Object> array(PqVariantArray array) {
    List<Object> values = new ArrayList<>(array.size());
    array.forEach(value -> values.add(variant(value)));
    return values;
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return HexFormat.of().formatHex(bytes);
    }
  }
}
