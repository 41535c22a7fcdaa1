"""The upgrade of Scenarios/upgrade-plan.yaml as a Playwright script, idiomatic and without a trace.

Usage: upgrade.py BROWSER, with APP_URL, API_URL and TEST_PASSWORD from the environment
"""

import os
import sys
import time

from playwright.sync_api import expect, sync_playwright

from backend import Backend, is_final

# Playwright's own of `expect.poll`, which its Python package does not have.
INTERVALS = [0.1, 0.25, 0.5, 1.0]


def poll(look, seconds=60):
    """Looks until the workflow has arrived."""
    intervals = list(INTERVALS)
    deadline = time.monotonic() + seconds
    while True:
        answer = look()
        if is_final(answer):
            return answer
        assert time.monotonic() < deadline, answer
        time.sleep(intervals.pop(0) if len(intervals) > 1 else intervals[0])


def main():
    app = os.environ["APP_URL"]
    backend = Backend()
    backend.set_up()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=sys.argv[1], chromium_sandbox=os.environ.get("ENDSTATE_NO_SANDBOX") != "1")
        context = browser.new_context()
        context.add_init_script(f"localStorage.setItem('x-correlation-id', '{backend.correlation_id}')")
        page = context.new_page()
        page.goto(f"{app}/login")
        page.get_by_label("Email").fill(backend.email)
        page.get_by_label("Password").fill(os.environ["TEST_PASSWORD"])
        page.get_by_role("button", name="Log in").click()
        expect(page).to_have_url(f"{app}/dashboard")
        page.goto(f"{app}/settings/billing")
        expect(page.get_by_test_id("plan")).to_have_text("Free")
        page.get_by_test_id("upgrade-pro").click()
        expect(page.get_by_test_id("upgrade-success")).to_be_visible()
        poll(backend.look)
        page.reload()
        expect(page.get_by_test_id("plan")).to_have_text("Pro")
        assert page.get_by_test_id("plan").inner_text().lower() == backend.look()["finalPlan"]
        browser.close()
    backend.tear_down()


main()
