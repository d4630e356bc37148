/** Everything that is wrong with specifications, found without compiling them, and the forms in which programs read it. */
@NullMarked
package io.watchbill.cli.check;

import org.jspecify.annotations.NullMarked;
