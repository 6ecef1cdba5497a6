package dev.carryover.backend.tornado;

/**
 * The receipts for what crosses to the device.
 *
 * @param loaded for what stays there
 * @param examples for the examples, which stay too while training
 * @param begun for what an epoch brings
 */
record Uploads(Receipt loaded, Receipt examples, Receipt begun) {

  static Uploads of(Slabs slabs) {
    return new Uploads(
        new Receipt(slabs.geometry(), slabs.labels(), slabs.w(), slabs.slots()),
        new Receipt(slabs.x()),
        new Receipt(slabs.progress(), slabs.order(), slabs.coefficients()));
  }
}
