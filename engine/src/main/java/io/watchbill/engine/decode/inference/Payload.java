package io.watchbill.engine.decode.inference;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One half of a call: the inputs of a request, or the outputs of a response.
 *
 * @param model the model's name, where the payload says it
 * @param version the model's version, where the payload says it
 */
record Payload(@Nullable String model, @Nullable String version, List<Tensor> tensors) {}
