/** A model that is not one of the product's own, as other modules give them. */
package io.onelift.analysis.elsewhere;
