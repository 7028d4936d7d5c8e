/** The desk's messages. Event bodies have the types generated from their JSON Schemas. */

import type {
  CallBrief,
  CrmOutcome,
  CustomerProfile,
  Suggestions,
  TranscriptSegment,
} from 'desk-types';

/** A message with an id moves the cursor from which the desk resumes. */
type As<Type extends string, Body> = Omit<Body, 'type'> & { type: Type; id?: string };

declare global {
  /** The source is there if the message is of another producer. */
  type SuggestionsMessage = As<'suggestions', Partial<Suggestions> & { source?: string }>;
  type TranscriptMessage = As<'transcript', Partial<TranscriptSegment> & { agent_name?: string }>;
  type CustomerMessage = As<'customer', Partial<CustomerProfile>>;
  type OutcomeMessage = As<'crm_outcome', Partial<CrmOutcome>>;
  type BriefMessage = As<
    'brief',
    Partial<CallBrief> & { dispositions?: { code: string; name: string }[] }
  >;
  type MarksMessage = As<
    'marks',
    { marks: Record<string, Record<string, boolean | string | number[]>> }
  >;
  type RedactionMessage = As<
    'redaction',
    {
      segment_id: string;
      text: string;
      context?: Suggestions['context'];
      reasons?: Record<string, string>;
    }
  >;
  type CallMessage = As<
    'call',
    {
      status: 'live' | 'ended' | 'unknown';
      call_id?: string;
      agent_name?: string;
      customer_name?: string;
      started_at?: string;
      ended_at?: string;
      reason?: string;
      case_requested_at?: string;
      transferred_from?: string;
      transferred_at?: string;
    }
  >;
  type DeskMessage =
    | SuggestionsMessage
    | TranscriptMessage
    | CustomerMessage
    | OutcomeMessage
    | CallMessage
    | MarksMessage
    | BriefMessage
    | RedactionMessage
    | As<'ready', { status: string }>
    | As<'resync', object>
    | As<'token_expiring', { expires_at: string }>;

  type AgentMessage =
    | { type: 'feedback'; suggestion_id: string; feedback: string; reason?: string; step?: number }
    | { type: 'question'; text: string; question_id?: string }
    | { type: 'case_request'; note?: string }
    | { type: 'case_withdrawal' }
    | { type: 'customer_choice'; customer_id: string }
    | {
        type: 'note';
        line?: { line_id: string; section: string; text: string; due: string };
        outcome?: string;
        disposition?: string;
        article?: { article_id: string; title: string; used: boolean };
        save?: boolean;
      };
}
