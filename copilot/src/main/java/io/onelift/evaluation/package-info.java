/** How good it is. Receives golden questions, gives a score per kind of question. */
package io.onelift.evaluation;
