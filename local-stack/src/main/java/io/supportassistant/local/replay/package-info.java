/** Replays recorded calls at their own pace, in the form of each telephone system. */
package io.supportassistant.local.replay;
