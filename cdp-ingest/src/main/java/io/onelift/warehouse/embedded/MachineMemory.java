package io.onelift.warehouse.embedded;

import java.lang.management.ManagementFactory;

/** This machine's or container's memory. */
final class MachineMemory {
  private MachineMemory() {}

  static long bytes() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 4L << 30;
  }
}
