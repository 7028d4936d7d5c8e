import React from 'react';
import { FlexPlugin } from '@twilio/flex-plugin';

import { AssistPanel } from './AssistPanel';
import './support-assistant';

export default class SupportAssistantPlugin extends FlexPlugin {
  constructor() {
    super('SupportAssistantPlugin');
  }

  init(flex, manager) {
    flex.AgentDesktopView.Panel2.Content.replace(
      <AssistPanel
        key="support-assistant"
        manager={manager}
        tokenUrl={process.env.FLEX_APP_ASSIST_TOKEN_URL}
      />,
    );
  }
}
