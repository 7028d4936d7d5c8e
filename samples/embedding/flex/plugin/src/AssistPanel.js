import React, { useEffect, useRef } from 'react';
import { useFlexSelector } from '@twilio/flex-ui';

import { callDesk, post } from './call-desk';

/** The desk of the call whose task is selected in Flex. */
export function AssistPanel({ manager, tokenUrl }) {
  const task = useFlexSelector(({ flex }) => flex.worker.tasks.get(flex.view.selectedTaskSid));
  const isCall =
    task?.taskChannelUniqueName === 'voice' && ['accepted', 'wrapping'].includes(task.status);
  const reservation = isCall ? task.sid : null;

  const element = useRef(null);
  const calls = useRef(null);
  const selected = useRef(null);
  selected.current = task;

  useEffect(() => {
    const desk = element.current;
    calls.current = callDesk(desk, (ReservationSid) =>
      post(
        tokenUrl,
        new URLSearchParams({
          Token: manager.store.getState().flex.session.ssoTokenPayload.token,
          TaskSid: selected.current.taskSid,
          ReservationSid,
        }),
      ),
    );
    desk.addEventListener('wrapup', ({ detail }) => {
      if (detail.state === 'saved') {
        keepOutcome(selected.current, detail);
      }
    });
    return () => calls.current.show(null);
  }, [manager, tokenUrl]);

  useEffect(() => calls.current.show(reservation), [reservation]);

  return <support-assistant ref={element} style={{ height: '100%' }} />;
}

/** Flex Insights reads the outcome of a conversation from the task. */
function keepOutcome(task, { disposition }) {
  const { attributes } = task;
  const conversations = { ...attributes.conversations, outcome: disposition };
  return task.setAttributes({ ...attributes, conversations });
}
