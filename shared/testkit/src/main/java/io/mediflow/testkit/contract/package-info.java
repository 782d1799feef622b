/** What every implementation of a port must do: a test class of an implementation extends the contract and gives it the thing. */
package io.mediflow.testkit.contract;
