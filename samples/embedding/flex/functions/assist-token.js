/**
 * A Twilio Function: mints a token for the agent whom the Flex token names, if the agent has
 * accepted the reservation of the task. The call is that of the task.
 */

'use strict';

const { validator } = require('twilio-flex-token-validator');
const { mint, sessionOf, signingKey } = require(Runtime.getFunctions()['desk-token'].path);

const DEADLINE_MS = 3000;

exports.handler = async (context, event, callback) => {
  const response = new Twilio.Response();
  response.appendHeader('Access-Control-Allow-Origin', 'https://flex.twilio.com');
  response.appendHeader('Content-Type', 'application/json');
  response.appendHeader('Cache-Control', 'no-store');
  try {
    response.setBody(await inTime(access(context, event)));
  } catch (error) {
    console.error(error.message);
    response.setStatusCode(error.status ?? 500);
    response.setBody({});
  }
  callback(null, response);
};

async function access(context, { Token, TaskSid, ReservationSid }) {
  const key = signingKey(context);
  const agent = await workerOf(context, Token);
  if (!/^WT[0-9a-f]{32}$/.test(TaskSid) || !/^WR[0-9a-f]{32}$/.test(ReservationSid)) {
    throw refused(400, 'The request names no task');
  }
  const tasks = context
    .getTwilioClient()
    .taskrouter.v1.workspaces(context.FLEX_WORKSPACE_SID)
    .tasks(TaskSid);
  const reservation = await found(tasks.reservations(ReservationSid).fetch());
  const isOpen = ['accepted', 'wrapping'].includes(reservation.reservationStatus);
  if (reservation.workerSid !== agent || !isOpen) {
    throw refused(403, 'The task is not one that the agent works on');
  }
  const { call_sid: call } = JSON.parse((await found(tasks.fetch())).attributes);
  if (!call) {
    throw refused(404, 'The task has no call');
  }
  const session = sessionOf('twilio', call);
  return { src: context.ASSIST_URL, session, token: mint(key, { agent, session }) };
}

async function workerOf({ ACCOUNT_SID, AUTH_TOKEN }, token) {
  try {
    const { worker_sid: worker } = await validator(token, ACCOUNT_SID, AUTH_TOKEN);
    if (worker) {
      return worker;
    }
  } catch (reason) {
    console.error(`Flex does not confirm the token: ${reason}`);
  }
  throw refused(401, 'The request has no valid token of a Flex worker');
}

async function found(request) {
  try {
    return await request;
  } catch (error) {
    throw refused(error.status === 404 ? 403 : 503, `TaskRouter: ${error.message}`);
  }
}

function inTime(work) {
  let timer;
  const deadline = new Promise((_, reject) => {
    timer = setTimeout(() => reject(refused(503, 'Twilio does not answer in time')), DEADLINE_MS);
  });
  return Promise.race([work, deadline]).finally(() => clearTimeout(timer));
}

function refused(status, message) {
  return Object.assign(new Error(message), { status });
}
