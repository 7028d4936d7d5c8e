/**
 * Pushes cards to agents: a board for each call, WebSocket, SSE and GET, access control, and input
 * from the desk. Start with {@link io.supportassistant.push.CallBoards}.
 */
package io.supportassistant.push;
