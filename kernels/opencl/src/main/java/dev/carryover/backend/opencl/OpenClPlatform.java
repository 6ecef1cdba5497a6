package dev.carryover.backend.opencl;

import java.util.List;
import org.jocl.CLException;

/** One OpenCL driver, as {@link DeviceSearch} sees it. */
interface OpenClPlatform {

  /**
   * The platform's name.
   *
   * @throws CLException if the driver reports an error
   */
  String name();

  /**
   * Those of its devices that can run the kernels, numbered from 0; none where its hardware is
   * missing.
   *
   * @throws CLException if the driver reports an error
   */
  List<OpenClDevice> devices();
}
