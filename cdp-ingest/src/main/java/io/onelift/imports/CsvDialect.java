package io.onelift.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The encoding and separator of a CSV file, guessed from its beginning. */
record CsvDialect(Charset charset, char separator) {
  private static final int SAMPLE = 1 << 20;
  private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');

  static CsvDialect of(Path file) throws IOException {
    byte[] sample;
    try (InputStream in = Files.newInputStream(file)) {
      sample = in.readNBytes(SAMPLE);
    }
    Charset charset = charset(sample);
    String header = new String(sample, charset).lines().findFirst().orElse("");
    char best = ',';
    for (char candidate : SEPARATORS) {
      best = count(header, candidate) > count(header, best) ? candidate : best;
    }
    return new CsvDialect(charset, best);
  }

  /** UTF-8 when the bytes are valid UTF-8, else GB18030, which reads GBK and GB2312 too. */
  private static Charset charset(byte[] sample) {
    ByteBuffer whole = ByteBuffer.wrap(sample, 0, endOfLastLine(sample));
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(whole);
      return StandardCharsets.UTF_8;
    } catch (CharacterCodingException e) {
      return Charset.forName("GB18030");
    }
  }

  /** A sample that is cut must not be cut inside a character. */
  private static int endOfLastLine(byte[] sample) {
    if (sample.length < SAMPLE) {
      return sample.length;
    }
    int end = sample.length;
    while (end > 0 && sample[end - 1] != '\n') {
      end--;
    }
    return end == 0 ? sample.length : end;
  }

  private static long count(String text, char c) {
    return text.chars().filter(x -> x == c).count();
  }
}
