/** Reads what inference servers log: CloudEvents that carry the Open Inference Protocol or its first version. */
@org.jspecify.annotations.NullMarked
package io.watchbill.engine.decode.inference;
