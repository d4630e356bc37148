/** Topics of Kafka as a source of the exporter. */
@NullMarked
package io.watchbill.kafka;

import org.jspecify.annotations.NullMarked;
